"""Rejected comments, emptied spam and what was erased before anybody saw it go at the end of the practice's term."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from sites.audit.recording import record
from sites.due_practices import practices_with
from sites.models import Practice
from sites.scoping import in_practice

from .models import CommentSettings, ReaderComment
from .showing import show_changed

State = ReaderComment.State
EMPTY = {"name": "", "sealed": "", "contact_mark": "", "text": "", "reason": "", "flags": [], "taught": ""}


def last_day(days: int | None = None):
    """The day on which what is rejected now is deleted."""
    days = CommentSettings.of_practice().keep_days if days is None else days
    return datetime.now(UTC).date() + timedelta(days=days)


def purge_due() -> int:
    """Delete what is due in every practice; the number of comments. Each practice's log says how many went."""
    today = datetime.now(UTC).date()
    due = ReaderComment.objects.filter(purge_on__lte=today)
    return sum(_purge(practice, today) for practice in practices_with(due))


def _purge(practice: Practice, today) -> int:
    with in_practice(practice), transaction.atomic():
        due = ReaderComment.objects.filter(purge_on__lte=today)
        # What others have answered stays as an empty place, so that their words go on making sense.
        answered = ReaderComment.objects.filter(parent__in=due, shown_at__isnull=False).values("parent")
        kept = due.filter(pk__in=list(answered.values_list("parent", flat=True))).update(purge_on=None, **EMPTY)
        show_changed(practice.pk, due.filter(shown_at__isnull=False).values_list("article", flat=True))
        _, kinds = due.delete()
        number = kept + kinds.get(ReaderComment._meta.label, 0)
        if number:
            record("comment.purged", number=str(number), title=f"{number} at the end of their term")
        return number


def shorten(days: int):
    """Keep what is here no longer than so many days. A longer term changes nothing: readers were told another."""
    by_day: dict = {}
    rows = ReaderComment.objects.filter(purge_on__isnull=False, decided_at__isnull=False).order_by()
    for pk, decided_at, purge_on in rows.values_list("pk", "decided_at", "purge_on").iterator():
        until = decided_at.astimezone(UTC).date() + timedelta(days=days)
        if until < purge_on:
            by_day.setdefault(until, []).append(pk)
    for day, keys in by_day.items():
        ReaderComment.objects.filter(pk__in=keys).update(purge_on=day)
