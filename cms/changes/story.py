"""The story of a page: everything that was done to it, by whom and when, newest first, in sentences.

Read from Wagtail's log of pages, which every writing action goes through; the practice's own log (sites/audit) has a
mirror of each entry and, for owners, what is nobody else's business: who came in from where, and who only read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from wagtail.models import PageLogEntry

from .sentences import comment_in, sentence

A_PAGE = 50  # events
A_BATCH = 200  # entries of the log read at once
MOST_READ = 2_000  # entries read for one page: an autosave a second for half an hour
DRAWN_TOGETHER = {"wagtail.edit"}


@dataclass
class Event:
    """One thing that was done, or several edits in a row by one person on one day."""

    entry: PageLogEntry  # the oldest of them
    who: str
    began_at: datetime
    ended_at: datetime
    times: int = 1

    @property
    def sentence(self) -> str:
        return sentence(self.entry, self.who, self.times)

    @property
    def hours(self) -> str:
        """From when to when, where that is more than a minute."""
        began, ended = (date_format(timezone.localtime(at), "H:i") for at in (self.began_at, self.ended_at))
        return f", between {began} and {ended}" if began != ended else ""

    @property
    def comment(self) -> str:
        return comment_in(self.entry)

    def takes_in(self, entry, who: str) -> bool:
        """Whether an entry just before this event belongs to it."""
        is_alike = entry.action == self.entry.action and entry.action in DRAWN_TOGETHER
        return is_alike and entry.user_id == self.entry.user_id and who == self.who and _day(entry) == _day(self.entry)


def _day(entry):
    return timezone.localtime(entry.timestamp).date()


def entries_of(page):
    """All entries about one page."""
    return PageLogEntry.objects.filter(page=page.pk)


def position_of(entry) -> str:
    """Where to go on from: moment and number, as it stands in an address."""
    return f"{entry.timestamp.isoformat()}_{entry.pk}"


def before(entries, position: str):
    """The entries that are older than a position; all of them for a position that is none."""
    moment, _, number = position.partition("_")
    try:
        moment = parse_datetime(moment)
    except ValueError:  # well formed, but no day: the 31st of February
        moment = None
    if moment is None or timezone.is_naive(moment) or not number.isdecimal() or len(number) > 18:
        return entries
    return entries.filter(Q(timestamp__lt=moment) | Q(timestamp=moment, pk__lt=int(number)))


def newest_first(entries) -> Iterator[PageLogEntry]:
    """All entries, a batch at a time: memory does not grow with the log."""
    entries = entries.order_by("-timestamp", "-pk")
    batch = list(entries[:A_BATCH])
    while batch:
        yield from batch
        batch = list(before(entries, position_of(batch[-1]))[:A_BATCH]) if len(batch) == A_BATCH else []


def events(entries: Iterable[PageLogEntry], who_of) -> Iterator[Event]:
    """Events, with edits in a row drawn together. ``who_of`` gives the name of whoever an entry is by."""
    event = None
    for entry in entries:
        who = who_of(entry)
        if event and event.takes_in(entry, who):
            event.entry, event.began_at, event.times = entry, entry.timestamp, event.times + 1
            continue
        if event:
            yield event
        event = Event(entry, who, entry.timestamp, entry.timestamp)
    if event:
        yield event


def page_of_events(entries, position: str, names) -> tuple[list[Event], str]:
    """Fifty events before a position, and the position to go on from; empty at the end."""
    read = list(islice(newest_first(before(entries, position)), MOST_READ))
    names.want(read)
    found = list(islice(events(read, names.of), A_PAGE))
    is_last = not found or found[-1].entry is read[-1]
    if is_last and len(read) < MOST_READ:
        return found, ""
    return found, position_of(found[-1].entry) if found else ""
