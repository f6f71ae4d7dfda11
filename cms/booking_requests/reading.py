"""A request as people read it: labels, times in both zones, and ways to answer that carry nothing along."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format

from sites import telephone

from . import forms, times


@dataclass(frozen=True)
class Opened:
    """What a reader wrote, in words."""

    facts: list[tuple[str, str]]
    times: list[tuple[str, str]]  # in the reader's zone, in the practice's
    zone: str
    words: str
    answer_label: str
    answer_address: str  # mailto:, tel: or sms:, without subject or text


def opened(content: dict, practice) -> Opened:
    """The content of a request for a screen of the practice."""
    reach, contact = content["reach"], content["contact"]
    shown = contact if reach == forms.EMAIL else telephone.for_reading(contact, practice.country)
    label, scheme = {
        forms.EMAIL: ("Write to", "mailto"),
        forms.PHONE: ("Call", "tel"),
        forms.TEXT: ("Send a text message to", "sms"),
    }[reach]
    return Opened(
        facts=[
            ("Name", content["name"]),
            (dict(forms.REACH)[reach], shown),
            ("Been here before", {"new": "No", "existing": "Yes"}[content["known"]]),
            ("Where", dict(forms.PLACES).get(content["place"], "")),
        ],
        times=[_in_both(wish, content["zone"], practice.time_zone) for wish in content["times"]],
        zone=content["zone"].replace("_", " "),
        words=content["words"],
        answer_label=f"{label} {shown}",
        answer_address=f"{scheme}:{contact}",
    )


def _in_both(wish: dict, theirs: str, ours: str) -> tuple[str, str]:
    day = date.fromisoformat(wish["day"])
    if not wish["time"]:
        return f"{date_format(day, 'l j F Y')}, any time", ""
    there = datetime.combine(day, time.fromisoformat(wish["time"]), times.zone_named(theirs))
    here = there.astimezone(times.zone_named(ours))
    return _in_words(there), "" if here.replace(tzinfo=None) == there.replace(tzinfo=None) else _in_words(here)


def _in_words(moment: datetime) -> str:
    with timezone.override(moment.tzinfo):
        return date_format(moment, "l j F Y, H:i")
