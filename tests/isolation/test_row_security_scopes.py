"""The scope reaches PostgreSQL whatever happens to transactions, connections, cursors and threads."""

import threading

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from cms.pages.models import BasePage
from sites.models import Practice, PracticeHost
from sites.postgresql.applying import is_in_place, put_in_place, take_off
from sites.scoping import Kind, Scope, across_practices, at_installation, in_practice, within
from tests.building import make_article

from .walls import without_scoped_managers

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has row security")


@pytest.fixture(autouse=True)
def _no_scoped_managers(alder, birch, monkeypatch):
    """Python shows everything; what is missing is missing because of PostgreSQL."""
    without_scoped_managers(monkeypatch)


def homes() -> list[str]:
    """The home pages that are seen."""
    return sorted(BasePage.objects.filter(depth=2).values_list("slug", flat=True))


def unset():
    return within(Scope(Kind.UNSET))


def told() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('anteroom.scope'), current_setting('anteroom.practice')")
        return list(cursor.fetchone())


def test_each_scope_shows_its_own(alder, birch):
    seen = []
    for scope in (unset(), at_installation(), in_practice(alder.practice), across_practices()):
        with scope:
            seen.append(homes())
    assert seen == [[], [], ["alder"], ["alder", "birch"]]


def test_the_database_is_told_what_python_knows(alder):
    with in_practice(alder.practice):
        assert told() == ["practice", str(alder.practice.pk)]
    with across_practices():
        assert told() == ["all", ""]
    with unset():
        assert told() == ["", ""]


def test_scopes_change_within_one_transaction(alder, birch):
    with transaction.atomic(), in_practice(alder.practice):
        first = homes()
        with in_practice(birch.practice):
            second = homes()
        assert (first, second, homes()) == (["alder"], ["birch"], ["alder"])


def test_a_scope_told_after_a_savepoint_is_told_again_when_that_is_rolled_back(alder, birch):
    with in_practice(alder.practice):
        assert homes() == ["alder"]
        before = transaction.savepoint()
    with in_practice(birch.practice):
        assert homes() == ["birch"]
        transaction.savepoint_rollback(before)
        assert homes() == ["birch"]  # the session is at A again, and would show A's


def test_after_an_error_the_scope_is_right_again(alder, birch):
    with in_practice(birch.practice):
        assert homes() == ["birch"]
    with in_practice(alder.practice):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert homes() == ["alder"]


def test_leaving_a_scope_while_a_transaction_is_broken_breaks_nothing_more(alder, birch):
    with in_practice(birch.practice):
        assert homes() == ["birch"]
        with pytest.raises(DatabaseError), transaction.atomic(), in_practice(alder.practice):
            connection.cursor().execute("SELECT 1 / 0")
        assert homes() == ["birch"]


def test_telling_is_no_query(alder, birch, django_assert_num_queries):
    with django_assert_num_queries(2):
        for side in (alder, birch):
            with in_practice(side.practice):
                homes()


def test_a_cursor_on_the_server_keeps_the_scope_it_was_opened_in(alder, birch):
    with in_practice(alder.practice):
        for number in range(6):
            make_article(f"Number {number}")
        rows = BasePage.objects.order_by("pk").values_list("practice__slug", flat=True).iterator(chunk_size=2)
        found = [next(rows)]
    with in_practice(birch.practice):  # each chunk is asked for in between, at B
        for slug in rows:
            assert homes() == ["birch"]
            found.append(slug)
    with in_practice(alder.practice):
        assert len(found) == BasePage.objects.count()
    assert set(found) == {None, "alder"}


def test_many_rows_at_once_are_held_to_the_scope(alder, birch):
    with in_practice(alder.practice):
        foreign = [PracticeHost(practice=side.practice, host=f"{side}.example") for side in (alder, birch)]
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            PracticeHost.objects.bulk_create(foreign)
        insert = "INSERT INTO practices_practicehost (practice_id, host, is_primary) VALUES (%s, %s, false)"
        values = [(side.practice.pk, f"{side.practice.slug}.example") for side in (alder, birch)]
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            connection.cursor().executemany(insert, values)
        assert BasePage.objects.update(label="Ours") == BasePage.objects.filter(practice=alder.practice.pk).count()
    with across_practices():
        assert set(BasePage.objects.filter(label="Ours").values_list("practice__slug", flat=True)) == {"alder"}


def test_copies_leave_with_the_scope_only(alder, birch):
    copy = "COPY (SELECT slug FROM pages_basepage WHERE depth = 2) TO STDOUT"
    with in_practice(alder.practice), connection.cursor() as cursor, cursor.copy(copy) as rows:
        assert list(rows.rows()) == [("alder",)]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_used_again_begins_closed(alder, birch):
    with in_practice(birch.practice):
        assert homes() == ["birch"]
    with unset():
        assert homes() == []
    with in_practice(birch.practice):
        assert homes() == ["birch"]
        connection.close()
        assert homes() == ["birch"]
    connection.close()
    with unset():
        assert homes() == []


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_is_a_rollback_is_noticed(alder, birch):
    with in_practice(birch.practice):
        assert homes() == ["birch"]
    with in_practice(alder.practice):
        with transaction.atomic(), connection.cursor() as cursor, pytest.raises(DatabaseError):
            cursor.execute("SELECT 1 / 0")  # nobody tells Django, so that it commits
        assert homes() == ["alder"]


@pytest.mark.django_db(transaction=True)
def test_threads_have_their_own_connections_and_scopes(alder, birch):
    seen, turn = {"alder": [], "birch": []}, threading.Barrier(2)

    def look(side):
        try:
            for _ in range(20):
                turn.wait(timeout=10)
                with in_practice(side.practice):
                    seen[side.practice.slug].append(homes())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look, args=(side,)) for side in (alder, birch)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"alder": [["alder"]] * 20, "birch": [["birch"]] * 20}


def test_it_can_be_taken_off_and_put_back_and_shown(alder, birch, capsys):
    assert is_in_place(connection)
    call_command("row_security", "--show")
    assert 'CREATE POLICY anteroom_own ON "pages_basepage"' in capsys.readouterr().out
    connection.check_constraints()  # what waits for the end of the test would keep tables as they are
    take_off(connection)
    with in_practice(alder.practice):
        assert (is_in_place(connection), homes()) == (False, ["alder", "birch"])
    put_in_place(connection)
    with in_practice(alder.practice):
        assert (is_in_place(connection), homes()) == (True, ["alder"])
    call_command("row_security")
    assert capsys.readouterr().out == "Row security is in place already.\n"


def test_a_lost_policy_is_noticed(alder):
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY anteroom_own ON pages_basepage")
    assert not is_in_place(connection)
    with in_practice(alder.practice):
        assert homes() == []  # what has no policy shows nothing
    assert Practice.objects.count() == 2
