"""A person's secret address, and a calendar program that asks for it."""

from django.conf import settings
from django.test import Client

from cms.desk.calendar import feeds
from sites.models import User
from sites.scoping import at_installation


def address_for(user) -> str:
    with at_installation():
        return f"/calendar/{feeds.renew(by=User.everyone.get(pk=user.pk))}.ics"


def anybody() -> Client:
    """A calendar program: nobody is signed in there."""
    return Client(headers={"host": settings.INSTALLATION_DOMAIN})
