"""One process at a time holds the lock, and its death lets another go on."""

import signal
import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.delivery import periodic
from sites.keeping.holding import hold, is_free
from sites.keeping.models import PeriodicRun
from sites.periodic import daily_work, names_of_rounds
from tests.own_database import a_process, has_ended, kill, until


def hold_for_ever(name, ready):
    lock = hold(name)
    assert lock.take()
    ready.touch()
    time.sleep(60)


def test_two_hold_different_names_and_one_holds_one(own_database):
    first, second, other = hold("a"), hold("a"), hold("b")
    assert [first.take(), first.take(), second.take(), other.take()] == [True, True, False, True]
    assert [first.is_held(), second.is_held()] == [True, False]
    first.let_go()
    assert [second.take(), first.take()] == [True, False]
    for lock in (second, other):
        lock.let_go()


def test_a_killed_process_lets_go(own_database, tmp_path):
    with a_process(lambda: hold_for_ever("a", tmp_path / "ready")) as pid:
        until((tmp_path / "ready").exists)
        assert (hold("a").take(), is_free("a")) == (False, False)
        kill(pid)
        mine = hold("a")
        until(mine.take, seconds=2)
        mine.let_go()
    assert is_free("a")


def test_a_holder_whose_session_is_lost_knows_it_and_takes_it_again(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("a file is lost with its process only")
    lock = hold("a")
    assert lock.take()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    assert not lock.is_held()
    until(lock.take)
    lock.let_go()


def rounds_of(settings, run_due):
    settings.PERIODIC_SECONDS = 0.05
    periodic.run_due = run_due
    call_command("run_periodic")


def test_of_two_loops_one_works_and_the_other_takes_over(own_database, tmp_path, settings, monkeypatch):
    monkeypatch.setattr(periodic, "run_due", periodic.run_due)
    said = tmp_path / "said"
    said.touch()

    def say(name):
        def run_due(may_go_on):
            with said.open("a") as file:
                file.write(f"{name}\n")

        return lambda: rounds_of(settings, run_due)

    def words() -> list[str]:
        return said.read_text().split()

    with a_process(say("first")) as first:
        until(lambda: words().count("first") > 2)
        with a_process(say("second")) as second:
            seen = len(words())
            until(lambda: len(words()) > seen + 5)
            assert set(words()) == {"first"}
            kill(first)
            until(lambda: words()[-1] == "second", seconds=3)
            assert kill(second, signal.SIGTERM) == 0


def test_told_to_stop_it_finishes_what_runs_and_begins_nothing(own_database, tmp_path, settings, monkeypatch):
    begun, finished, after = (tmp_path / name for name in ("begun", "finished", "after"))

    def slow(may_go_on):
        assert may_go_on()
        begun.touch()
        time.sleep(0.3)
        finished.touch()
        if may_go_on():
            after.touch()

    monkeypatch.setattr(periodic, "run_due", periodic.run_due)
    with a_process(lambda: rounds_of(settings, slow)) as pid:
        until(begun.exists)
        assert not has_ended(pid)
        assert kill(pid, signal.SIGTERM) == 0
    assert (finished.exists(), after.exists()) == (True, False)


def test_once_says_when_another_is_at_it(own_database, capsys):
    another = hold(periodic.LOCK)
    assert another.take()
    call_command("run_periodic", "--once")
    assert "Another process does this work" in capsys.readouterr().out
    assert not PeriodicRun.objects.exists()
    another.let_go()
    call_command("run_periodic", "--once")
    assert capsys.readouterr().out == ""
    assert set(PeriodicRun.objects.values_list("name", flat=True)) >= {*daily_work()}


def test_every_thing_that_comes_round_has_words_and_is_noted(own_database, monkeypatch):
    monkeypatch.setattr("sites.keeping.noting._noted_at", {})
    began_at = timezone.now()
    stop = threading.Event()
    periodic.run_due(lambda: not stop.is_set())
    runs = {run.name: run for run in PeriodicRun.objects.all()}
    assert runs.keys() >= {*names_of_rounds(), *daily_work(), periodic.PUBLISHING}
    assert {run.failed for run in runs.values()} == {""}
    assert all(began_at <= run.started_at <= run.ended_at <= run.well_at for run in runs.values())
