"""What stands in the calendar: articles on the day that something happens to them, at their practice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from cms.articles.models import ArticlePage
from sites.models import Practice

from ..places import Places
from ..sources import LISTED, articles_of, scheduled_articles

MOST_OF_A_KIND = 500
# A day somewhere on earth begins this long before, and ends this long after, the same day at Greenwich.
EARLIEST, LATEST = timedelta(hours=14), timedelta(hours=12)


@dataclass(frozen=True)
class Kind:
    """One thing that happens to articles: which ones (``rows(places)``), and the field of its moment or its day."""

    key: str
    words: str  # of one entry, before its title
    heading: str  # of all of them, in the filter
    icon: str
    rows: Callable = field(repr=False)
    moment: str = ""
    day: str = ""
    step: str = "wagtailadmin_pages:edit"


@dataclass(frozen=True)
class Entry:
    """One article on one day. ``day`` is the day at the practice; ``moment`` is None where only the day is known."""

    practice: Practice
    kind: Kind
    title: str
    day: date
    page_id: int
    moment: datetime | None = None

    @property
    def time(self) -> str:
        """The hour at the practice, with its zone's short name."""
        return f"{self._local:%H:%M}" if self.moment else ""

    @property
    def zone(self) -> str:
        return f"{self._local:%Z}" if self.moment else ""

    @property
    def _local(self) -> datetime:
        return self.moment.astimezone(ZoneInfo(self.practice.time_zone))

    @property
    def address(self) -> str:
        """Where one sees to it, at the practice's host."""
        return self.practice.work_address(reverse(self.kind.step, args=(self.page_id,)))


@dataclass(frozen=True)
class Entries:
    """Entries in the order in which they happen, and the kinds of which there are more than are shown."""

    found: list[Entry]
    cut: list[Kind]


def _of_ones_concern(places: Places):
    return ArticlePage.objects.filter(pk__in=articles_of(places))


def _read_again(places: Places):
    return _of_ones_concern(places).filter(live=True, review_due_date__isnull=False)


def _withdrawn(places: Places):
    """Live articles with an end, and those that have reached it."""
    return _of_ones_concern(places).filter(Q(live=True) | Q(expired=True))


KINDS = {
    kind.key: kind
    for kind in (
        Kind("scheduled", "Goes live", "Going live", "calendar-alt", scheduled_articles, moment="goes_live_at"),
        Kind(
            "published",
            "Published",
            "Published",
            "circle-check",
            lambda places: _of_ones_concern(places).filter(live=True),
            moment="published_at",
        ),
        Kind("due", "Read again", "Due to be read again", "rotate", _read_again, day="review_due_date",
             step="article_reviewed"),
        Kind("withdrawn", "Comes down", "Coming down", "no-view", _withdrawn, moment="expire_at"),
    )
}  # fmt: skip
ALL_KINDS = tuple(KINDS.values())


def entries_between(places: Places, first: date, last: date, kinds: Iterable[Kind] = ALL_KINDS) -> Entries:
    """What happens from the first to the last day, each counted at its practice. One query a kind.

    Runs in the scope that ``places.in_sight()`` opens.
    """
    found, cut = [], []
    for kind in kinds if places.memberships else ():
        rows = _rows(kind, places, first, last)
        found += [_entry(kind, places, page) for page in rows[:MOST_OF_A_KIND]]
        cut += [kind] if len(rows) > MOST_OF_A_KIND else []
    found = [entry for entry in found if first <= entry.day <= last]
    return Entries(sorted(found, key=_in_order), cut)


def _rows(kind: Kind, places: Places, first: date, last: date) -> list[ArticlePage]:
    if kind.day:
        between = (first, last)
    else:
        begin, end = datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
        between = (begin - EARLIEST, end + LATEST)
    when = kind.moment or kind.day
    rows = kind.rows(places).filter(**{f"{when}__range": between}).order_by(when, "pk")
    of_the_page = [name for name in (when,) if name != "goes_live_at"]
    return list(rows.only(*LISTED, *of_the_page)[: MOST_OF_A_KIND + 1])


def _entry(kind: Kind, places: Places, page: ArticlePage) -> Entry:
    practice, when = places.practices[page.practice_id], getattr(page, kind.moment or kind.day)
    title = page.draft_title if kind.key == "scheduled" else page.title
    if kind.day:
        return Entry(practice, kind, title, when, page.pk)
    return Entry(practice, kind, title, when.astimezone(ZoneInfo(practice.time_zone)).date(), page.pk, when)


def _in_order(entry: Entry):
    at = entry.moment or datetime.combine(entry.day, time.min, UTC)
    return entry.day, entry.moment is not None, at, entry.practice.name, entry.title, entry.page_id
