"""Offers with a booking address, and time that goes by."""

from datetime import timedelta

from django.db.models import F

from cms.booking.models import BookingOffer
from cms.link_checks.models import LinkCheck
from cms.link_checks.rounds import ask_what_is_due
from sites.scoping import across_practices, in_practice
from tests.building import make_offer as build

MOMENTS = ("due_at", "checked_at", "wrong_since", "told_at", "asked_for_at")


def make_offer(practice, url: str, name="A first talk", **fields) -> BookingOffer:
    """An open offer of a practice that is booked at an address."""
    with in_practice(practice):
        return build(name, link=url, **fields)


def at(url: str) -> dict:
    """What an offer stores of a booking address that no service's folder knows."""
    return {"way": "service", "service": "other", "service_details": {"url": url}}


def move(offer, url: str):
    """The owner pastes another address."""
    with in_practice(offer.practice):
        offer.service_details = {"url": url}
        offer.save()


def check_of(offer) -> LinkCheck:
    """As it is stored now."""
    with in_practice(offer.practice):
        return LinkCheck.objects.get(offer=offer)


def let_pass(**time):
    """Move every stored moment back, as if that time had gone by."""
    with across_practices():
        LinkCheck.objects.update(**{name: F(name) - timedelta(**time) for name in MOMENTS})


def rounds(asker, number: int):
    """So many rounds, each two days after the one before, when every address is due again."""
    for _ in range(number):
        ask_what_is_due(asker)
        let_pass(days=2)
