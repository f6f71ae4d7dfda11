"""The calendar on the screen: whose articles, on which day, in a number of queries that does not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.desk.calendar.months import Month
from cms.desk.places import places_everywhere
from sites.models import Membership, User
from sites.scoping import in_practice
from tests.cms.desk.dated import at, dated, one_of_each
from tests.conftest import at_the_installation_as, open_with_people, signed_in

ADDRESS = "/admin/desk/calendar/"
DECEMBER = f"{ADDRESS}?month=2030-12"
QUERIES = {"installation": 9, "practice": 15}


def person_of_both(alder, birch) -> User:
    Membership.everywhere.create(practice=birch.practice, user=alder.editor, role="editor")
    return User.everyone.get(pk=alder.editor.pk)


def entries_of(response) -> list[tuple[int, str, str]]:
    """Day, kind and title of all that is shown of the month."""
    return [(day.date.day, one.kind.key, one.title) for day in response.context["days"] for one in day.entries]


def all_of(*words) -> list[tuple[int, str, str]]:
    rows = ((10, "scheduled", "later"), (11, "published", "shown"), (12, "due", "due"), (13, "withdrawn", "ends"))
    return [(day, kind, f"{word} 0 {title}") for day, kind, title in rows for word in words]


@pytest.mark.parametrize("look", ["month", "list"])
def test_nobody_sees_what_another_practice_plans(look, alder, birch):
    one_of_each(birch, "Zanzibar")
    one_of_each(alder, "Elm")
    for client in (signed_in(alder.editor, alder.practice), at_the_installation_as(alder.editor)):
        for narrowed in ("", "&practice=birch", "&kind=published&practice=birch"):
            response = client.get(f"{DECEMBER}&view={look}{narrowed}")
            assert "Zanzibar" not in response.text
            assert "Birch Rooms" not in response.text
        assert entries_of(client.get(f"{DECEMBER}&view={look}")) == all_of("Elm")


def test_who_works_at_both_sees_both_and_chooses_one(alder, birch):
    one_of_each(alder, "Elm")
    one_of_each(birch, "Oak")
    client = at_the_installation_as(person_of_both(alder, birch))
    assert entries_of(client.get(DECEMBER)) == all_of("Elm", "Oak")
    assert entries_of(client.get(f"{DECEMBER}&practice=birch")) == all_of("Oak")
    assert entries_of(client.get(f"{DECEMBER}&practice=birch&kind=due")) == [(12, "due", "Oak 0 due")]
    assert entries_of(client.get(f"{DECEMBER}&practice=nowhere&kind=nothing")) == all_of("Elm", "Oak")
    assert "Oak" not in signed_in(alder.editor, alder.practice).get(DECEMBER).text


@pytest.mark.parametrize(
    ("role", "seen"),
    [("owner", all_of("Elm")), ("editor", all_of("Elm")), ("practitioner", all_of("Elm")), ("second_practitioner", [])],
)
def test_practitioners_see_their_own(role, seen, alder):
    one_of_each(alder, "Elm")
    assert entries_of(signed_in(getattr(alder, role), alder.practice).get(DECEMBER)) == seen


def test_every_entry_leads_somewhere(alder):
    one_of_each(alder, "Elm")
    client = signed_in(alder.practitioner, alder.practice)
    for day in client.get(DECEMBER).context["days"]:
        for entry in day.entries:
            assert client.get(entry.address.removeprefix(alder.practice.work_address())).status_code == 200


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("Europe/London", 31, "23:30 GMT"),
        ("Europe/Berlin", None, ""),  # it is January there
        ("America/New_York", 31, "18:30 EST"),
        ("Pacific/Kiritimati", None, ""),
    ],
)
def test_a_moment_counts_to_the_day_at_the_practice(zone, day, time, alder):
    alder.practice.time_zone = zone
    alder.practice.save()
    with in_practice(alder.practice):
        dated("The end of the year", published_at=at("2030-12-31T23:30"))
    response = signed_in(alder.editor, alder.practice).get(DECEMBER)
    assert [one[0] for one in entries_of(response)] == ([day] if day else [])
    shown = [f"{one.time} {one.zone}" for found in response.context["days"] for one in found.entries]
    assert shown == ([time] if time else [])
    january = entries_of(signed_in(alder.editor, alder.practice).get(f"{ADDRESS}?month=2031-01"))
    assert [one[0] for one in january] == ([] if day else [1])


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "0000-01", "99999-01", "2200-01", "1969-12", "", "x", "٢٠٢٦-٠١", "2026-1-1", "\0"]
)
def test_what_is_no_month_is_this_month(text, alder):
    today = date(2027, 2, 3)
    assert Month.asked(text, otherwise=today) == Month(2027, 2)
    response = signed_in(alder.editor, alder.practice).get(ADDRESS, {"month": text, "view": text, "kind": text})
    assert response.status_code == 200
    assert response.context["asked"].month == Month.of(alder.practice.today)


def test_months_at_the_edges():
    assert (Month(1970, 1).before, Month(2199, 12).after) == (None, None)
    assert (Month(2027, 1).before, Month(2026, 12).after) == (Month(2026, 12), Month(2027, 1))
    assert (Month(2028, 2).last, str(Month(2028, 2))) == (date(2028, 2, 29), "2028-02")
    assert Month(2027, 2).weeks(0)[0][0] == date(2027, 2, 1)
    assert Month(2027, 2).weeks(6)[0][0] == date(2027, 1, 31)


@pytest.mark.parametrize("month", ["1970-01", "2199-12"])
def test_the_first_and_the_last_month_are_shown(month, alder):
    response = signed_in(alder.editor, alder.practice).get(f"{ADDRESS}?month={month}")
    assert (response.status_code, str(response.context["asked"].month)) == (200, month)
    assert "Nothing is in " in response.text


def test_three_of_a_day_and_the_way_to_the_others(alder):
    with in_practice(alder.practice):
        for number in range(5):
            dated(f"Number {number}", published_at=at(f"2030-12-02T0{number}:00"))
    client = signed_in(alder.editor, alder.practice)
    month, whole = client.get(DECEMBER).text, client.get(f"{DECEMBER}&view=list").text
    assert [f"Number {number}" in month for number in range(5)] == [True, True, True, False, False]
    assert "?month=2030-12&amp;view=list#day-2030-12-02" in month
    assert all(f"Number {number}" in whole for number in range(5))
    assert 'id="day-2030-12-02"' in whole


def test_a_calendar_that_is_cut_says_so(alder, monkeypatch):
    monkeypatch.setattr("cms.desk.calendar.entries.MOST_OF_A_KIND", 1)
    one_of_each(alder, "Elm", times=2)
    response = signed_in(alder.editor, alder.practice).get(DECEMBER)
    assert len(response.context["cut"]) == 4
    assert "of “Coming down” here: the later ones are not shown" in response.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_costs_the_same_with_1_and_3(number, alder, birch):
    sides = [alder, birch, open_with_people("cedar", "Cedar House")][:number]
    for side in sides:
        one_of_each(side, "Elm", times=number)
        Membership.everywhere.get_or_create(practice=side.practice, user=alder.editor, defaults={"role": "editor"})
    clients = {
        "practice": signed_in(alder.editor, alder.practice),
        "installation": at_the_installation_as(alder.editor),
    }
    counted = {}
    for host, client in clients.items():
        client.get(DECEMBER)
        with CaptureQueriesContext(connection) as caught:
            response = client.get(DECEMBER)
        assert len(entries_of(response)) == 4 * number * (number if host == "installation" else 1)
        counted[host] = len(caught)
    assert counted == QUERIES


def test_a_practice_that_asks_for_a_second_factor_is_left_out_and_named(alder, birch):
    one_of_each(alder, "Elm")
    one_of_each(birch, "Oak")
    person = person_of_both(alder, birch)
    birch.practice.second_factor_required = True
    birch.practice.save()
    response = at_the_installation_as(person, used_second_factor=False).get(DECEMBER)
    assert entries_of(response) == all_of("Elm")
    assert "Birch Rooms" in response.text
    assert [one.name for one in places_everywhere(person, used_second_factor=False).held_back] == ["Birch Rooms"]
