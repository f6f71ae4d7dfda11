"""What an operator is shown: each thing that comes round, and the background tasks that failed, without anybody's data.

Arguments and tracebacks of tasks are not shown: they may hold names and addresses.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ..periodic import daily_work, names_of_rounds, words_for
from .daily import due_at
from .models import PeriodicRun
from .noting import NOTED_EVERY
from .reaping import LOST

MOST_KINDS = 50  # of failed tasks; there are about as many tasks as this altogether
# Without a note for so long, the work is not being done: what ends well is noted every NOTED_EVERY seconds.
SILENT_AFTER = timedelta(seconds=3 * NOTED_EVERY)


@dataclass(frozen=True)
class Coming:
    """One thing that comes round: in words, its latest run, and when it is due next."""

    words: str
    run: PeriodicRun | None
    next_at: datetime | None  # None: every round
    is_late: bool


@dataclass(frozen=True)
class Failed:
    """Failed tasks of one kind."""

    task_path: str
    exception: str
    number: int
    first_at: datetime
    last_at: datetime

    @property
    def what(self) -> str:
        return self.task_path.rpartition(".")[2].replace("_", " ")

    @property
    def why(self) -> str:
        if self.exception == LOST:
            return "Its worker died at it, three times."
        return f"It failed with {self.exception.rpartition('.')[2] or 'an error'}."


def coming_round(rounds: dict[str, str], now: datetime | None = None) -> list[Coming]:
    """Everything that comes round, what is done in every round first. ``rounds``: further names, with their words."""
    now = now or timezone.now()
    names = [*rounds, *names_of_rounds()]
    runs = {run.name: run for run in PeriodicRun.objects.filter(name__in=[*names, *daily_work()])}
    every_round = [
        Coming(rounds.get(name) or words_for(name), run := runs.get(name), None, _is_silent(run, now)) for name in names
    ]
    return every_round + [_daily(words_for(name), runs.get(name), now) for name in daily_work()]


def _is_silent(run: PeriodicRun | None, now: datetime) -> bool:
    patience = SILENT_AFTER + 3 * timedelta(seconds=settings.PERIODIC_SECONDS)
    return run is None or now - run.started_at > patience


def _daily(words: str, run: PeriodicRun | None, now: datetime) -> Coming:
    due = due_at(run, now)
    return Coming(words, run, due, run is None or now - due > SILENT_AFTER)


def failed_tasks() -> list[Failed]:
    """Failed tasks by kind, the latest first, at most ``MOST_KINDS``."""
    kinds = DBTaskResult.objects.failed().order_by().values_list("task_path", "exception_class_path")
    found = kinds.annotate(number=Count("pk"), first=Min("finished_at"), last=Max("finished_at")).order_by("-last")
    return [Failed(*row) for row in found[:MOST_KINDS]]


def waiting_tasks() -> dict:
    """``number`` of tasks that wait for a worker, and since when the one that waits longest does."""
    return DBTaskResult.objects.ready().order_by().aggregate(number=Count("pk"), since=Min("enqueued_at"))
