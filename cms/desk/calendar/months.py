"""Months and their weeks: which days are on a page of the calendar, and which is today."""

import calendar
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sites.countries import Country

from ..places import Places

FIRST_YEAR, LAST_YEAR = 1970, 2199
# Where a week begins with Sunday, by Unicode's CLDR (weekData, firstDay); elsewhere it begins with Monday.
SUNDAY_FIRST = {Country.UNITED_STATES, Country.CANADA}


@dataclass(frozen=True)
class Month:
    """A month of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def asked(cls, text: str, *, otherwise: date) -> "Month":
        """The month that is written "2026-12", and the month of that day if no month is."""
        written = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", text.strip(), re.ASCII)
        year, number = map(int, written.groups()) if written else (0, 0)
        is_one = FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12
        return cls(year, number) if is_one else cls.of(otherwise)

    def __str__(self):
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def before(self) -> "Month | None":
        """The month before; None at the end of the calendar."""
        found = Month.of(self.first - timedelta(days=1))
        return found if found.year >= FIRST_YEAR else None

    @property
    def after(self) -> "Month | None":
        found = Month.of(self.last + timedelta(days=1))
        return found if found.year <= LAST_YEAR else None

    def weeks(self, first_weekday: int) -> list[list[date]]:
        """Whole weeks, with the days of the months around it that belong to them."""
        return calendar.Calendar(first_weekday).monthdatescalendar(self.year, self.number)


def first_weekday(places: Places) -> int:
    """0 for Monday, 6 where all the person's practices are in countries that begin the week with Sunday."""
    countries = {practice.country for practice in places.practices.values()}
    return calendar.SUNDAY if countries and countries <= SUNDAY_FIRST else calendar.MONDAY


def today_of(places: Places) -> date:
    """The day it is where most of the person's practices are."""
    zones = Counter(practice.time_zone for practice in places.practices.values())
    zone = zones.most_common(1)[0][0] if zones else "UTC"
    return datetime.now(ZoneInfo(zone)).date()
