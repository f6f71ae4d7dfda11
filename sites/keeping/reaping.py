"""Background tasks that never ended, or failed for a reason that passes, are tried again: thrice at most.

``django_tasks_db`` notes which worker began a task, and leaves it RUNNING for ever when that worker is killed. Our
``manage.py db_worker`` holds a lock named after itself while it lives, so a dead one is known by its free lock.
Every claim adds the worker's name to the row, so the tries are counted there. A task may so run twice, also when its
worker only seemed dead: all are written for that (docs/decisions/0029).
"""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .holding import is_free

logger = logging.getLogger(__name__)

OF_OURS = "live-"  # how the names of workers begin that hold a lock while they live
MOST_TRIES = 3
# A task is looked at when it has run for so long: its worker may just have lost the database for a moment.
LEAST_AGE = timedelta(seconds=20)
# Of a worker that holds no lock nobody knows whether it lives; no task of ours takes so long.
LONGEST = timedelta(minutes=15)
# What may be otherwise the next time; anything else fails again.
PASSING = (
    "django.db.utils.OperationalError",
    "django.db.utils.InterfaceError",
    "builtins.ConnectionError",
    "builtins.ConnectionResetError",
    "builtins.ConnectionRefusedError",
    "builtins.TimeoutError",
    "builtins.OSError",
)
WAITS = (timedelta(minutes=1), timedelta(minutes=10))  # before the second try, and before the third
A_ROUND = 200  # tasks
LOST = "sites.keeping.reaping.WorkerDied"  # in the place of an exception's path


def lock_of(worker_id: str) -> str:
    """The name of the lock that a worker holds while it lives."""
    return f"worker-{worker_id}"


def reap():
    """Give back what was lost on the way, or give it up; give back what failed for a reason that passes."""
    now = timezone.now()
    known: dict[str, bool] = {}
    running = DBTaskResult.objects.running().filter(started_at__lt=now - LEAST_AGE)
    for result in running.order_by("started_at")[:A_ROUND]:
        if _is_lost(result, now, known):
            _give_back_or_up(result, now)
    failed = DBTaskResult.objects.failed().filter(exception_class_path__in=PASSING)
    for result in failed.filter(finished_at__gt=now - LONGEST).order_by("finished_at")[:A_ROUND]:
        tries = len(result.worker_ids)
        if tries < MOST_TRIES and result.finished_at < now - WAITS[max(tries, 1) - 1]:
            give_back(DBTaskResult.objects.filter(pk=result.pk, finished_at=result.finished_at))


def _is_lost(result: DBTaskResult, now, known: dict[str, bool]) -> bool:
    worker = result.worker_ids[-1] if result.worker_ids else ""
    if not worker.startswith(OF_OURS):
        return result.started_at < now - LONGEST
    if worker not in known:
        known[worker] = is_free(lock_of(worker))
    return known[worker]


def _give_back_or_up(result: DBTaskResult, now):
    unchanged = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
    if len(result.worker_ids) < MOST_TRIES:
        if give_back(unchanged):
            logger.warning("A worker died at task %s (%s); it is tried again", result.pk, result.task_path)
        return
    words = f"Its worker died at it {MOST_TRIES} times."
    values = {"finished_at": now, "exception_class_path": LOST, "traceback": words, "return_value": None}
    if unchanged.update(status=TaskResultStatus.FAILED, **values):
        logger.error("Workers died %s times at task %s (%s); it is given up", MOST_TRIES, result.pk, result.task_path)


def give_back(rows, **values) -> int:
    """Let these tasks be taken again; how many. What is being done already is not in ``rows``."""
    return rows.update(status=TaskResultStatus.READY, started_at=None, finished_at=None, traceback="", **values)


def try_again(task_path: str, exception: str, most: int = 1000) -> int:
    """An operator has failed tasks of one kind tried again, with as many tries as new ones have; how many."""
    kind = Q(task_path=task_path, exception_class_path=exception)
    keys = list(DBTaskResult.objects.failed().filter(kind).order_by("finished_at").values_list("pk", flat=True)[:most])
    return give_back(DBTaskResult.objects.failed().filter(pk__in=keys), worker_ids=[], exception_class_path="")
