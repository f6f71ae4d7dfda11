"""Whoever has a copy of the database, but no key, learns nobody's name, address or wish; after the term nothing."""

import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from cms.booking_requests.models import BookingRequest, Letter
from sites.audit.models import AuditEntry
from sites.audit.recording import record
from sites.scoping import across_practices, in_practice
from tests.conftest import signed_in
from tests.load.needed import postgresql_programs

from .conftest import CONTACT, NAME, WISH, make_offer, send, stored

NUMBER = "+441632960147"
# However they might be written: as typed, in small letters, as a national number, without spaces.
PLANTED = [NAME, NAME.lower(), CONTACT, CONTACT.partition("@")[0], WISH, NUMBER, NUMBER.removeprefix("+44"), "14:35"]


def planted_in(text: str) -> list[str]:
    low = text.lower()
    return [word for word in PLANTED if word.lower() in low]


def every_cell() -> dict[str, str]:
    """Everything that every table holds, as it is stored: cache, sessions, log, queue and search index among them."""
    found = {}
    with across_practices(), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own tables)
            found[table] = " ".join(_readable(cell) for row in cursor.fetchall() for cell in row)
    return found


def _readable(cell) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def live_through(practice_side, offer):
    """Requests come in, are read, looked for, downloaded and closed; some are refused on the way."""
    typed = {"words": WISH, "time_1": "14:35"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        send(practice_side.practice, offer, **typed)
        send(practice_side.practice, offer, reach="phone", contact=NUMBER, **typed)
        send(practice_side.practice, offer, name="", **typed)
        send(practice_side.practice, offer, age=0, **typed)
    client = signed_in(practice_side.owner, practice_side.practice)
    for request in stored(practice_side.practice):
        assert NAME in client.get(f"/admin/booking-requests/{request.pk}/").text
        client.post(f"/admin/booking-requests/{request.pk}/move/", {"how": "close"})
    for address in ("", "export/"):
        client.post(f"/admin/booking-requests/person/{address}", {"contact": CONTACT})


@pytest.fixture
def lived_through(alder, offer):
    offer.asks_free_text = True
    with in_practice(alder.practice):
        offer.save()
    live_through(alder, offer)
    assert len(stored(alder.practice)) == 2


def test_no_table_holds_a_word_of_it_before_or_after_the_end_of_its_term(lived_through, alder):
    assert {table: found for table, text in every_cell().items() if (found := planted_in(text))} == {}
    assert Session.objects.exists()
    with in_practice(alder.practice):
        assert AuditEntry.objects.filter(action="request.read").count() == 2
        sealed = [request.sealed for request in BookingRequest.objects.all()]
        assert Letter.objects.count() == 2
        BookingRequest.objects.update(purge_on=datetime.now(UTC).date())
    assert all(text in every_cell()["booking_requests_bookingrequest"] for text in sealed)
    call_command("purge_requests")
    cells = every_cell()
    assert (cells["booking_requests_bookingrequest"], cells["booking_requests_letter"]) == ("", "")
    assert {table for table, text in cells.items() for each in sealed if each in text} == set()


def test_the_search_finds_what_is_planted_in_the_clear(alder, offer):
    """So that the test above can fail."""
    with in_practice(alder.practice):
        offer.what_next = f"{NAME} answers"
        offer.save()
        record("request.read", title=WISH, contact=CONTACT)
    found = {table for table, text in every_cell().items() if planted_in(text)}
    assert {"booking_bookingoffer", "audit_auditentry"} <= found


@pytest.mark.django_db(transaction=True)
def test_a_real_copy_of_the_database_shows_nothing(alder, tmp_path):
    live_through(alder, make_offer(alder.practice, asks_free_text=True))
    with in_practice(alder.practice):
        sealed = [request.sealed for request in BookingRequest.objects.all()]
    copy = real_copy(tmp_path)
    assert len(copy) > 100_000
    assert [text for text in sealed if text.encode() not in copy] == []
    found = [word for word in PLANTED if word.encode() in copy or word.encode("utf-16-le") in copy]
    assert found == []


def real_copy(folder) -> bytes:
    """The bytes of a copy as an operator makes it: SQLite's file, or a dump of PostgreSQL."""
    if connection.vendor == "sqlite":
        path = folder / "copy.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        return path.read_bytes()
    settings = connection.settings_dict
    dump = shutil.which("pg_dump") or postgresql_programs() / "pg_dump"
    # Row security hides every row from a dump that is not the owner's of the cluster: the superuser of the test's own.
    address = f"postgresql://postgres@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    return subprocess.run([dump, "--dbname", address], capture_output=True, check=True).stdout


# --- the end of the term ---


@pytest.mark.parametrize("state", BookingRequest.State.values)
def test_what_is_due_goes_whatever_its_state_and_what_is_not_stays(alder, birch, offer, state):
    today = datetime.now(UTC).date()
    theirs = make_offer(birch.practice)
    for side, at in ((alder, offer), (birch, theirs)):
        for number, days in enumerate((-1, 0, 1)):
            send(side.practice, at, name=f"Wren {number}")
            with in_practice(side.practice):
                newest = BookingRequest.objects.latest("pk")
                due = today + timedelta(days=days)
                BookingRequest.objects.filter(pk=newest.pk).update(purge_on=due, state=state)
    call_command("run_periodic", "--once")
    assert [[each.content()["name"] for each in stored(side.practice)] for side in (alder, birch)] == [["Wren 2"]] * 2
    with in_practice(alder.practice):
        assert AuditEntry.objects.get(action="request.purged").title == "2 at the end of their term"
    call_command("purge_requests")
    assert len(stored(alder.practice)) == 1
