"""A task whose worker is killed is done by another, three times at most; then it is given up."""

import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.tasks import task
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from sites.keeping import reaping
from sites.keeping.holding import hold
from sites.keeping.management.commands import db_worker as the_command
from tests.own_database import a_process, has_ended, kill, until

ROOT = Path(__file__).parents[3]


@task()
def slow(folder):
    """Takes a minute the first time, and no time afterwards."""
    begun = Path(folder) / "begun"
    if not begun.exists():
        begun.touch()
        time.sleep(60)
    (Path(folder) / "done").touch()


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "sites.tasks.QueueBackend"}}


def work(*options):
    call_command("db_worker", "--no-startup-delay", "--interval", "0.05", *options, verbosity=0)


def statuses() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_what_a_killed_worker_had_begun_is_done_by_another(own_database, queue, tmp_path, monkeypatch):
    slow.enqueue(str(tmp_path))
    with a_process(work) as worker:
        until((tmp_path / "begun").exists)
        monkeypatch.setattr(reaping, "LEAST_AGE", timedelta(0))
        reaping.reap()
        assert statuses() == ["RUNNING"]  # its worker lives
        kill(worker)
    reaping.reap()
    assert statuses() == ["READY"]
    work("--batch")
    assert (statuses(), (tmp_path / "done").exists()) == (["SUCCESSFUL"], True)
    [names] = DBTaskResult.objects.values_list("worker_ids", flat=True)
    assert [name[:5] for name in names] == ["live-", "live-"]


def test_a_worker_that_is_told_to_stop_ends_well_and_lets_go(own_database, queue, tmp_path):
    (tmp_path / "begun").touch()
    with a_process(work) as worker:
        slow.enqueue(str(tmp_path))
        until((tmp_path / "done").exists)
        until(lambda: statuses() == ["SUCCESSFUL"])
        assert not has_ended(worker)
        assert kill(worker, signal.SIGTERM) == 0
    [[name]] = DBTaskResult.objects.values_list("worker_ids", flat=True)
    lock = hold(reaping.lock_of(name))
    assert lock.take()
    lock.let_go()


def test_a_worker_stays_while_the_database_is_away(own_database, queue, tmp_path, monkeypatch):
    """It goes on under another name, so that what it had begun is given back."""
    names = []

    def goes_away(worker):
        names.append(worker.worker_id)
        if len(names) < 3:
            raise OperationalError("gone")

    monkeypatch.setattr(db_worker.Worker, "run", goes_away)
    monkeypatch.setattr(the_command, "AGAIN_AFTER", 0)
    work()
    assert len(set(names)) == 3
    assert all(name.startswith(reaping.OF_OURS) and len(name) <= the_command.LONGEST_NAME for name in names)
    for name in names:
        lock = hold(reaping.lock_of(name))
        assert lock.take()
        lock.let_go()


def test_a_batch_says_that_the_database_is_away(own_database, queue, monkeypatch):
    monkeypatch.setattr(db_worker.Worker, "run", lambda worker: (_ for _ in ()).throw(OperationalError("gone")))
    with pytest.raises(OperationalError):
        work("--batch")


# --- what is given back, and what is given up ---

A_MINUTE = timedelta(minutes=1)


def a_result(status="RUNNING", *, workers=1, ago=A_MINUTE, worker="live-nobody", error="") -> DBTaskResult:
    then = timezone.now() - ago
    return DBTaskResult.objects.create(
        status=status,
        task_path="tests.sites.keeping.test_reaping.slow",
        args_kwargs={"args": ["wren@alder.example"], "kwargs": {}},
        worker_ids=[worker] * workers,
        started_at=then,
        finished_at=then if status == "FAILED" else None,
        run_after=then,
        backend_name="default",
        exception_class_path=error,
        traceback="wren@alder.example" if error else "",
    )


OPERATIONAL = "django.db.utils.OperationalError"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("result", "becomes"),
    [
        ({}, "READY"),
        ({"workers": 2}, "READY"),
        ({"workers": 3}, "FAILED"),
        ({"ago": timedelta(seconds=5)}, "RUNNING"),  # its worker may have lost the database for a moment
        ({"worker": "another"}, "RUNNING"),  # holds no lock, so nobody knows
        ({"worker": "another", "ago": 16 * A_MINUTE}, "READY"),
        ({"status": "FAILED", "error": OPERATIONAL, "ago": 2 * A_MINUTE}, "READY"),
        ({"status": "FAILED", "error": OPERATIONAL, "ago": 2 * A_MINUTE, "workers": 2}, "FAILED"),
        ({"status": "FAILED", "error": OPERATIONAL, "ago": 11 * A_MINUTE, "workers": 2}, "READY"),
        ({"status": "FAILED", "error": OPERATIONAL, "ago": 11 * A_MINUTE, "workers": 3}, "FAILED"),
        ({"status": "FAILED", "error": "builtins.LookupError", "ago": 11 * A_MINUTE}, "FAILED"),
        ({"status": "SUCCESSFUL"}, "SUCCESSFUL"),
    ],
)
def test_what_becomes_of_it(result, becomes):
    a_result(**result)
    reaping.reap()
    assert statuses() == [becomes]


@pytest.mark.django_db
def test_what_three_workers_died_at_says_so():
    a_result(workers=3)
    reaping.reap()
    result = DBTaskResult.objects.get()
    assert (result.exception_class_path, result.traceback) == (reaping.LOST, "Its worker died at it 3 times.")


def test_every_task_of_ours_stands_in_the_table_of_what_may_run_twice():
    """Given back, a task may run twice: whoever writes one says why that does no harm (docs/decisions/0029)."""
    table = (ROOT / "docs" / "decisions" / "0029-what-comes-round.md").read_text(encoding="utf-8")
    said = set(re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE))
    ours = set()
    for path in [*(ROOT / "cms").rglob("*.py"), *(ROOT / "sites").rglob("*.py")]:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        names = re.findall(r"^@task\(.*\)\ndef (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        ours |= {f"{module}.{name}" for name in names}
    assert len(ours) >= 9
    assert ours - said == set()
