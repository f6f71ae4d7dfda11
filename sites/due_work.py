"""Work that packages want done again and again: they say so here, and cms/delivery/periodic.py does it."""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

_work: list[Callable[[], None]] = []


def comes_round(work: Callable[[], None]):
    """Have this done in every round. It opens its own scope, is quick when nothing is due, may run twice at once."""
    if work not in _work:
        _work.append(work)


def do_all():
    """One round of everything that was registered. What fails is logged, and hinders nothing else."""
    for work in _work:
        try:
            work()
        except Exception:
            logger.exception("Periodic work failed (%s.%s); the next round tries again", work.__module__, work.__name__)
