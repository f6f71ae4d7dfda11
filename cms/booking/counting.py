"""How often offers lead to a booking: a number for each day, without a trace of any reader."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from .models import BookingCount, BookingOffer

SHOWN_DAYS = 30


def count(offer: BookingOffer, what: str):
    """One more of ``what`` ("opened" or "booked") today, by the practice's calendar."""
    today = BookingCount.objects.filter(offer=offer, day=timezone.localdate(), what=what)
    if today.update(number=F("number") + 1):
        return
    try:
        with transaction.atomic():
            BookingCount.objects.create(offer=offer, day=timezone.localdate(), what=what, number=1)
    except IntegrityError:  # another process was first
        today.update(number=F("number") + 1)


def lately(offer: BookingOffer) -> dict[str, int]:
    """``{"opened": …, "booked": …}`` of the last thirty days."""
    since = timezone.localdate() - timedelta(days=SHOWN_DAYS)
    rows = BookingCount.objects.filter(offer=offer, day__gt=since).values("what").annotate(sum=Sum("number"))
    found = {row["what"]: row["sum"] for row in rows}
    return {what: found.get(what, 0) for what in BookingCount.What.values}
