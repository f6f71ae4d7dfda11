"""A day on a page of the calendar, with what happens on it."""

from dataclasses import dataclass
from datetime import date

from .asked import Asked
from .entries import Entry

FIRST_OF_A_DAY = 3  # entries that the month shows of a day; all are in the list


@dataclass(frozen=True)
class Day:
    """A day on the page."""

    date: date
    entries: list[Entry]
    is_of_month: bool
    is_today: bool
    list_address: str  # of the whole day

    @property
    def first_entries(self) -> list[Entry]:
        """Those that the month has room for."""
        return self.entries[:FIRST_OF_A_DAY]

    @property
    def more(self) -> int:
        return len(self.entries) - len(self.first_entries)


def days_of(asked: Asked, dates: list[date], entries: list[Entry], today: date) -> list[Day]:
    """Each of the days with what happens on it."""
    found = {one: [] for one in dates}
    for entry in entries:
        found[entry.day].append(entry)
    return [
        Day(one, rows, asked.has(one), one == today, f"{asked.at(one).as_list}#day-{one}")
        for one, rows in found.items()
    ]
