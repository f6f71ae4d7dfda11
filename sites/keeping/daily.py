"""Work that is done once a day, whoever starts how many processes how often: the table of runs says when it was."""

import logging
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from ..periodic import daily_work
from .models import PeriodicRun
from .noting import sentence_for

logger = logging.getLogger(__name__)

QUIET_HOUR = time(3, tzinfo=UTC)  # when few people work in the countries that the product is for
TRIED_AGAIN_AFTER = timedelta(hours=1)


def due_at(run: PeriodicRun | None, now: datetime) -> datetime:
    """When the work is due: at once when it never ran, an hour after a run that failed or broke off, else at night."""
    if run is None:
        return now
    if run.failed or run.ended_at is None:
        return run.started_at + TRIED_AGAIN_AFTER
    night = datetime.combine(run.started_at.astimezone(UTC).date(), QUIET_HOUR)
    return night if night > run.started_at else night + timedelta(days=1)


def run_daily(may_go_on=lambda: True):
    """Do what is due, one after the other, as long as ``may_go_on()``. A failure keeps no other from its turn."""
    runs = {run.name: run for run in PeriodicRun.objects.filter(name__in=daily_work())}
    for name, function in daily_work().items():
        run, now = runs.get(name), timezone.now()
        if not may_go_on():
            return
        if due_at(run, now) <= now and (claimed := _claim(name, run, now)):
            _do(function, claimed)


def _claim(name: str, run: PeriodicRun | None, now: datetime) -> PeriodicRun | None:
    """The run, begun; None when another process has begun it since we looked."""
    if run is None:
        run, is_new = PeriodicRun.objects.get_or_create(name=name, defaults={"started_at": now})
        return run if is_new else None
    ours = PeriodicRun.objects.filter(pk=run.pk, started_at=run.started_at).update(started_at=now, ended_at=None)
    return run if ours else None


def _do(function, run: PeriodicRun):
    failed = ""
    try:
        function()
    except Exception as error:
        logger.exception("%s failed; it is tried again in an hour", run.name)
        failed = sentence_for(error)
    now = timezone.now()
    with transaction.atomic():
        PeriodicRun.objects.filter(pk=run.pk).update(
            ended_at=now, failed=failed, **({} if failed else {"well_at": now})
        )
