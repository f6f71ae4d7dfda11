"""The secret address of a person's calendar: making, renewing, removing and finding it, and what it shows."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from sites.audit.recording import record
from sites.models import User
from sites.signin.tickets import digest, new_secret

from ..models import CalendarFeed
from ..places import Places, places_everywhere
from .entries import Entry, entries_between

DAYS_BACK, DAYS_AHEAD = 90, 400
MOST_EVENTS = 1000
LAST_USED_ACCURACY = timedelta(hours=1)


@transaction.atomic
def renew(*, by: User) -> str:
    """The secret of a new address of this person's; one that was there before is void from now on."""
    secret = new_secret()
    values = {"secret_hash": digest(secret), "created_at": timezone.now(), "last_used_at": None}
    _, is_first = CalendarFeed.objects.update_or_create(user=by, defaults=values)
    record("calendar.made" if is_first else "calendar.renewed", by=by)
    return secret


@transaction.atomic
def remove(*, by: User):
    """Void the person's address, if there is one."""
    if CalendarFeed.objects.filter(user=by).delete()[0]:
        record("calendar.removed", by=by)


def feed_at(secret: str) -> CalendarFeed | None:
    """Whose address this is, while the account is active. One query, whatever is asked for."""
    feeds = CalendarFeed.objects.select_related("user").filter(user__is_active=True)
    return feeds.filter(secret_hash=digest(secret)).first()


def note_used(feed: CalendarFeed):
    """Note that the address was asked for, once an hour."""
    now = timezone.now()
    if feed.last_used_at is None or now - feed.last_used_at > LAST_USED_ACCURACY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_at=now)


def places_shown(user: User) -> Places:
    """Where the person works now, without the practices that ask for a second factor: a secret address is none."""
    return places_everywhere(user, used_second_factor=False)


def entries_shown(places: Places, today: date) -> list[Entry]:
    """From ninety days back to four hundred ahead; of too many those nearest to today."""
    with places.in_sight():
        found = entries_between(places, today - timedelta(DAYS_BACK), today + timedelta(DAYS_AHEAD)).found
    nearest = set(sorted(range(len(found)), key=lambda at: abs((found[at].day - today).days))[:MOST_EVENTS])
    return [entry for at, entry in enumerate(found) if at in nearest]
