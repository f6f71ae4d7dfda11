"""The calendar by a secret address: whose articles it shows, to whom, and until when."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from cms.desk.calendar import feeds
from sites.models import Membership, User
from sites.scoping import in_practice
from tests.cms.desk.dated import dated, scheduled
from tests.cms.desk.subscribing import address_for, anybody
from tests.conftest import at_the_installation_as, open_with_people

PAGE = "/admin/desk/calendar/feed/"
QUERIES = 18


def soon(days: int) -> datetime:
    """Nine in the morning at Greenwich, so many days from now."""
    return (timezone.now() + timedelta(days)).replace(hour=9, minute=0, second=0, microsecond=0)


def fill(side, word: str, times=1):
    """All that a feed shows, at one practice."""
    with in_practice(side.practice):
        for number in range(times):
            scheduled(f"{word} {number} later", soon(3), owner=side.practitioner)
            dated(f"{word} {number} shown", published_at=soon(-3))
            dated(f"{word} {number} due", review_due_date=soon(4).date())
            dated(f"{word} {number} ends", expire_at=soon(5))


def events(response) -> dict[str, object]:
    """When, by summary."""
    assert response.status_code == 200
    return {str(one["SUMMARY"]): one["DTSTART"].dt for one in Calendar.from_ical(response.content).events}


def all_of(word: str, practice: str) -> dict[str, object]:
    return {
        f"Published: {word} 0 shown ({practice})": soon(-3),
        f"Goes live: {word} 0 later ({practice})": soon(3),
        f"Read again: {word} 0 due ({practice})": soon(4).date(),
        f"Comes down: {word} 0 ends ({practice})": soon(5),
    }


def work_at_both(alder, birch) -> User:
    Membership.everywhere.create(practice=birch.practice, user=alder.editor, role="editor")
    return User.everyone.get(pk=alder.editor.pk)


def test_nobody_reads_what_another_practice_plans(alder, birch):
    fill(birch, "Zanzibar")
    fill(alder, "Elm")
    answer = anybody().get(address_for(alder.editor))
    assert "Zanzibar" not in answer.text
    assert "Birch" not in answer.text
    assert events(answer) == all_of("Elm", "Alder Practice")
    assert events(anybody().get(address_for(alder.second_practitioner))) == {}


def test_who_has_left_reads_nothing_more_of_it(alder, birch):
    fill(alder, "Elm")
    fill(birch, "Oak")
    address = address_for(work_at_both(alder, birch))
    assert events(anybody().get(address)) == all_of("Elm", "Alder Practice") | all_of("Oak", "Birch Rooms")
    Membership.everywhere.filter(practice=birch.practice, user=alder.editor).delete()
    assert events(anybody().get(address)) == all_of("Elm", "Alder Practice")


def test_an_address_is_no_second_factor_and_the_page_says_so(alder, birch):
    fill(alder, "Elm")
    fill(birch, "Oak")
    person = work_at_both(alder, birch)
    birch.practice.second_factor_required = True
    birch.practice.save()
    assert events(anybody().get(address_for(person))) == all_of("Elm", "Alder Practice")
    page = at_the_installation_as(person, used_second_factor=True).get(PAGE)
    assert [practice.name for practice in page.context["left_out"]] == ["Birch Rooms"]
    assert "asks for a second factor, which an address cannot be: Birch Rooms." in page.text


def test_what_a_calendar_program_gets(alder):
    fill(alder, "Elm, “ä”; \\ and\x07so")
    address = address_for(alder.editor)
    answer = anybody().get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.cookies == {}
    calendar = Calendar.from_ical(answer.content)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in answer.content
    one = next(event for event in calendar.events if event["SUMMARY"].startswith("Goes live"))
    page_id = one["UID"].split("@")[0].removeprefix("scheduled-")
    assert one["SUMMARY"] == "Goes live: Elm, “ä”; \\ and so 0 later (Alder Practice)"
    assert one["URL"] == alder.practice.work_address(f"/admin/pages/{page_id}/edit/")
    assert one["DTSTART"].dt == soon(3)
    assert one["DTSTART"].dt.tzinfo is not None
    again = Calendar.from_ical(anybody().get(address).content)
    assert [event["UID"] for event in again.events] == [event["UID"] for event in calendar.events]
    assert all(event["DTSTAMP"].dt.utcoffset() == timedelta(0) for event in calendar.events)


def test_head_and_what_a_program_remembers(alder):
    fill(alder, "Elm")
    address = address_for(alder.editor)
    head = anybody().head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert anybody().get(address, headers={"If-None-Match": "*", "If-Modified-Since": "x"}).status_code == 200
    assert anybody().post(address).status_code == 405


def test_what_lies_too_far_off_is_left_out(alder):
    today = alder.practice.today
    with in_practice(alder.practice):
        for days in (-91, -90, 400, 401):
            dated(f"After {days}", review_due_date=today + timedelta(days))
    found = events(anybody().get(address_for(alder.editor)))
    assert sorted(found.values()) == [today - timedelta(90), today + timedelta(400)]


def test_of_too_many_the_nearest_are_kept(alder, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_EVENTS", 2)
    fill(alder, "Elm")
    kept = list(events(anybody().get(address_for(alder.editor))).values())
    assert kept == [soon(-3), soon(3)]


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_with_1_and_3(number, alder, birch):
    for side in [alder, birch, open_with_people("cedar", "Cedar House")][:number]:
        fill(side, "Elm", times=number)
        Membership.everywhere.get_or_create(practice=side.practice, user=alder.editor, defaults={"role": "editor"})
    address = address_for(alder.editor)
    anybody().get(address)
    with CaptureQueriesContext(connection) as caught:
        found = events(anybody().get(address))
    assert (len(found), len(caught)) == (4 * number * number, QUERIES)
