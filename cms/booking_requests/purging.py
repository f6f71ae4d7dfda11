"""Requests are deleted at the end of their term, answered or not, and their letters with them."""

from datetime import UTC, datetime

from django.db import transaction

from sites.audit.recording import record
from sites.due_practices import practices_with
from sites.models import Practice
from sites.scoping import in_practice

from .models import BookingRequest, kept_until


def purge_due() -> int:
    """Delete what is due in every practice; the number of requests. Each practice's log says how many went."""
    today = datetime.now(UTC).date()
    due = BookingRequest.objects.filter(purge_on__lte=today)
    return sum(_purge(practice, today) for practice in practices_with(due))


def _purge(practice: Practice, today) -> int:
    with in_practice(practice), transaction.atomic():
        number = delete(BookingRequest.objects.filter(purge_on__lte=today))
        if number:
            record("request.purged", number=str(number), title=f"{number} at the end of their term")
        return number


def delete(requests) -> int:
    """Delete these requests and their letters; the number of requests that went."""
    _, kinds = requests.delete()
    return kinds.get(BookingRequest._meta.label, 0)


def shorten(days: int):
    """Keep what is here no longer than so many days. A longer term changes nothing: readers were told another."""
    for request in BookingRequest.objects.only("received_at", "purge_on", "practice_id").iterator():
        until = kept_until(request.received_at.astimezone(UTC).date(), days)
        if until < request.purge_on:
            BookingRequest.objects.filter(pk=request.pk).update(purge_on=until)
