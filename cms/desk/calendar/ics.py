"""Entries as a calendar file (iCalendar, RFC 5545), as calendar programs fetch it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from .entries import Entry

PRODUCT = "-//Anteroom//Calendar of articles//EN"
FETCHED_EVERY = timedelta(hours=6)


def calendar_file(entries: Iterable[Entry], now: datetime) -> bytes:
    """The whole file. ``now`` is the moment it is made, which every event must name."""
    calendar = Calendar.new(
        name="Articles",
        description="What goes live, is due to be read again, or comes down.",
        prodid=PRODUCT,
        method="PUBLISH",
        refresh_interval=FETCHED_EVERY,
        uid=f"articles@{settings.INSTALLATION_DOMAIN}",
    )
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # which RFC 7986, section 5.7, asks for
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return calendar.to_ical()


def _event(entry: Entry, now: datetime) -> Event:
    """An hour is written in UTC, a day as a whole day; neither takes up time in anybody's calendar."""
    return Event.new(
        uid=f"{entry.kind.key}-{entry.page_id}@{settings.INSTALLATION_DOMAIN}",
        stamp=now,
        start=entry.moment.astimezone(UTC) if entry.moment else entry.day,
        summary=_plain(f"{entry.kind.words}: {entry.title} ({entry.practice.name})"),
        url=entry.address,
        transparency="TRANSPARENT",
    )


def _plain(text: str) -> str:
    """In one line, without the control characters that a calendar file may not have (section 3.1)."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
