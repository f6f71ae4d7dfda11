"""One thing that waits: where, what, whose, since when, and the one next step."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sites.models import Practice


@dataclass(frozen=True)
class Row:
    """A row of the desk. ``path`` is at the practice's host; ``since`` a moment, or a day where only that is known."""

    practice: Practice
    title: str
    step: str  # what the link does, as a verb
    path: str
    since: datetime | date | None = None
    author: str = ""
    note: str = ""
    urgent: bool = False

    @property
    def address(self) -> str:
        return self.practice.work_address(self.path)

    @property
    def age(self) -> str:
        """How long it has waited, or when it will be, in words."""
        if self.since is None:
            return ""
        today = timezone.localdate()
        day = timezone.localtime(self.since).date() if isinstance(self.since, datetime) else self.since
        return in_days((today - day).days)


def in_days(days: int) -> str:
    """A distance in days, as people say it; negative ones are to come."""
    if days == 0:
        return "today"
    words = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return words if days > 0 else f"in {words}"


@dataclass(frozen=True)
class Heap:
    """A page of the rows of one kind, and how many there are in all."""

    rows: list[Row]
    total: int
    most: int = 0  # so many things were looked through, the longest waiting first, and there are more; 0 for all


EMPTY = Heap([], 0)
