"""Days and times as a reader types them: in their own time zone, in the future, and on the clock."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.core.exceptions import ValidationError
from django.utils import timezone

FURTHEST = timedelta(days=366)


@cache
def known_zones() -> frozenset[str]:
    """Every name of the time zone database; looking it up reads a folder of files."""
    return frozenset(zoneinfo.available_timezones())


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The time zone of this name. Raises ValidationError."""
    if name not in known_zones():
        raise ValidationError(
            "This time zone does not exist. Choose the one that your clock shows, for example “Europe/London”."
        )
    return zoneinfo.ZoneInfo(name)


def check_time(day: date, at: time | None, zone: zoneinfo.ZoneInfo):
    """Raise ValidationError unless the day (with a time, the moment) lies ahead, within a year, and exists."""
    now = timezone.now().astimezone(zone)
    if day < now.date() or (at and day == now.date() and datetime.combine(day, at, zone) <= now):
        raise ValidationError("This is in the past. Choose a day and time to come.")
    if day > now.date() + FURTHEST:
        raise ValidationError("This is more than a year away. Choose a nearer day.")
    if at and not is_on_the_clock(datetime.combine(day, at), zone):
        raise ValidationError(f"On this day the clocks go forward, and {at:%H:%M} does not exist. Choose another time.")


def is_on_the_clock(local: datetime, zone: zoneinfo.ZoneInfo) -> bool:
    """Whether clocks in the zone ever show this; in spring they leave an hour out."""
    there = local.replace(tzinfo=zone).astimezone(UTC)
    return there.astimezone(zone).replace(tzinfo=None) == local
