"""Once a day, although started often; again after an hour when it failed; and what operators can read of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from sites import periodic
from sites.keeping import daily, noting, showing
from sites.keeping.models import PeriodicRun

NIGHT, EVENING = datetime(2026, 11, 22, 3, tzinfo=UTC), datetime(2026, 11, 22, 20, tzinfo=UTC)


def a_run(started_at, *, ended=True, failed="") -> PeriodicRun:
    return PeriodicRun(started_at=started_at, ended_at=started_at if ended else None, failed=failed)


@pytest.mark.parametrize(
    ("run", "due_at"),
    [
        (None, EVENING),
        (a_run(EVENING), NIGHT + timedelta(days=1)),
        (a_run(NIGHT), NIGHT + timedelta(days=1)),
        (a_run(NIGHT - timedelta(minutes=1)), NIGHT),
        (a_run(NIGHT, failed="It failed."), NIGHT + timedelta(hours=1)),
        (a_run(NIGHT, ended=False), NIGHT + timedelta(hours=1)),
    ],
)
def test_when_it_is_due(run, due_at):
    assert daily.due_at(run, EVENING) == due_at


@pytest.fixture
def calls(monkeypatch, db) -> list:
    """What was called; ``fails`` does as well."""
    made = []

    def well():
        made.append("well")

    def fails():
        made.append("fails")
        raise LookupError("somebody@alder.example")

    monkeypatch.setattr(periodic, "_daily", [fails, well])
    return made


def test_it_is_done_once_and_the_failed_one_again_after_an_hour(calls, caplog):
    for _ in range(3):
        daily.run_daily()
    assert calls == ["fails", "well"]
    PeriodicRun.objects.update(started_at=timezone.now() - timedelta(hours=1, minutes=1))
    PeriodicRun.objects.filter(failed="").update(started_at=timezone.now())
    daily.run_daily()
    assert calls == ["fails", "well", "fails"]
    failed = PeriodicRun.objects.exclude(failed="").get()
    assert (failed.failed, failed.well_at) == (
        "It failed with LookupError. The log of the process that did it says more.",
        None,
    )


def test_of_two_that_find_it_due_one_does_it(calls):
    daily.run_daily()
    run = PeriodicRun.objects.get(failed="")
    now = timezone.now()
    assert daily._claim(run.name, run, now)
    assert daily._claim(run.name, run, now) is None
    assert daily._claim(run.name, None, now) is None


def test_nothing_is_begun_once_it_may_not_go_on(calls):
    daily.run_daily(lambda: not calls)
    assert calls == ["fails"]


def test_what_ends_well_every_round_is_noted_every_five_minutes_and_a_failure_at_once(db, monkeypatch):
    monkeypatch.setattr(noting, "_noted_at", {})

    def noted(fails=False) -> PeriodicRun:
        try:
            with noting.noted("work"):
                if fails:
                    raise LookupError
        except LookupError:
            pass
        return PeriodicRun.objects.get(name="work")

    first = noted()
    assert noted().started_at == first.started_at
    failed = noted(fails=True)
    assert failed.failed
    assert (failed.started_at > first.started_at, failed.well_at) == (True, first.well_at)
    assert noted().failed == ""


def test_late_work_is_marked(calls, monkeypatch):
    monkeypatch.setattr(periodic, "_functions", [test_when_it_is_due])
    now = timezone.now()
    assert [each.is_late for each in showing.coming_round({}, now)] == [True, True, True]
    daily.run_daily()
    PeriodicRun.objects.create(name=periodic.names_of_rounds()[0], started_at=now)
    assert [each.is_late for each in showing.coming_round({}, now)] == [False, False, False]
    assert [each.is_late for each in showing.coming_round({}, now + timedelta(days=2))] == [True, True, True]
