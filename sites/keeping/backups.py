"""What an operator is told of backups: when the last one ended well, and whether the next one is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from .models import PeriodicRun
from .noting import noted

NAME = "back_up"
# Ours: who backs up every night has missed one by then. Whoever never used the command has another tool, or none.
LONG = timedelta(days=2)


@dataclass(frozen=True)
class Backups:
    """The latest run of ``manage.py back_up``, if there was one, as of a moment."""

    run: PeriodicRun | None
    now: datetime

    @property
    def has_failed(self) -> bool:
        return bool(self.run and self.run.failed)

    @property
    def is_long_ago(self) -> bool:
        """Whether there were backups and the last good one is older than ``LONG``."""
        return bool(self.run and self.run.well_at and self.now - self.run.well_at > LONG)

    @property
    def need_somebody(self) -> bool:
        return self.has_failed or self.is_long_ago


def backups(now: datetime | None = None) -> Backups:
    return Backups(PeriodicRun.objects.filter(name=NAME).first(), now or timezone.now())


def noted_as_a_backup():
    """Note for operators that a backup was made in this block, or why not."""
    return noted(NAME)
