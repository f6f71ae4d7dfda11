"""Notes when periodic work ran and whether it failed, for the operators' screen. A note that fails stops no work."""

import logging
import time
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from .models import PeriodicRun

logger = logging.getLogger(__name__)

# Seconds between notes of what ends well in every round; a failure, and the first success after it, are noted at once.
NOTED_EVERY = 300
_noted_at: dict[str, float] = {}


def sentence_for(error: BaseException) -> str:
    """What went wrong. The kind of error only: what it says may hold names and addresses, and stands in the log."""
    return f"It failed with {type(error).__name__}. The log of the process that did it says more."


@contextmanager
def noted(name: str):
    """Note the run within. An error is noted and goes on its way."""
    started_at = timezone.now()
    try:
        yield
    except Exception as error:
        _noted_at.pop(name, None)  # so that the next success is told
        _note(name, started_at, sentence_for(error))
        raise
    if time.monotonic() - _noted_at.get(name, -NOTED_EVERY) >= NOTED_EVERY:
        _noted_at[name] = time.monotonic()
        _note(name, started_at)


def _note(name: str, started_at, failed: str = ""):
    now = timezone.now()
    values = {"started_at": started_at, "ended_at": now, "failed": failed}
    if not failed:
        values["well_at"] = now
    try:
        with transaction.atomic():
            PeriodicRun.objects.update_or_create(name=name, defaults=values)
    except Exception:
        logger.exception("It could not be noted that %s ran", name)
