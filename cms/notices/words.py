"""What the practice in scope must say: the owner's words where there are any, the country's where not."""

import re
from dataclasses import dataclass

from cms.site_pages.menus import settings_of_practice
from sites.scoping import current_practice

from . import countries

PAGES = (
    ("privacy", "Privacy"),
    ("accessibility", "Accessibility"),
    ("what_this_site_contacts", "What this site contacts"),
)


@dataclass(frozen=True)
class Notices:
    """The notices as readers see them; none of them is ever empty but the facts about the business."""

    advice: str
    emergency: str
    credentials: str
    business_facts: list[str]
    access_limits: list[str]


def notices() -> Notices:
    """Of the practice in scope. No query beyond the one for its look and menus, which every page has made."""
    practice, own = current_practice(), settings_of_practice()
    standard = countries.for_country(practice.country)
    return Notices(
        advice=own.advice_notice.strip() or standard["advice"],
        emergency=_with_number(own.emergency_notice.strip(), standard["number"]) or standard["emergency"],
        credentials=own.credentials_notice.strip() or standard["credentials"],
        business_facts=_lines(own.business_facts),
        access_limits=_lines(own.access_limits),
    )


def _with_number(own: str, number: str) -> str:
    """The owner may change the words; the country's number stands there all the same."""
    if not own or re.search(rf"\b{number}\b", own):
        return own
    return f"{own} In immediate danger, call {number}."


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
