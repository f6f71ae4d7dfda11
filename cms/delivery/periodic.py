"""The loop of work that comes round by itself: publishing and withdrawing what is due, and what packages registered.

In one process a thread does it; with several, ``manage.py run_periodic`` is one more process that does. Every process
of every machine may start it: the one that holds the lock does the work, the others wait to take it over.
"""

import logging
import threading

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections

from sites.keeping.daily import run_daily
from sites.keeping.holding import Hold, hold
from sites.keeping.noting import noted
from sites.periodic import run_round
from sites.scoping import across_practices

logger = logging.getLogger(__name__)

LOCK = "periodic"
PUBLISHING = "publish_scheduled"  # the name of its runs, and of Wagtail's command
PUBLISHING_WORDS = "Articles and pages are published and withdrawn when they are due"


def run_due(may_go_on=lambda: True):
    """Publish and withdraw, in every practice, what is due by now; then whatever else comes round.

    The rest has its turn also when publishing fails, and stops as soon as not ``may_go_on()``.
    """
    try:
        with across_practices(), noted(PUBLISHING):
            call_command(PUBLISHING)
    finally:
        run_round(noted, may_go_on)
        _run_daily(may_go_on)


def _run_daily(may_go_on):
    try:
        run_daily(may_go_on)
    except Exception:
        logger.exception("Daily work could not be looked at; it is tried again next round")


def run_due_once() -> bool:
    """One round, unless another process is at it; whether it was done here."""
    lock = hold(LOCK)
    try:
        if not lock.take():
            return False
        run_due()
        return True
    finally:
        lock.let_go()


def run_forever(stop: threading.Event):
    """Run what is due every ``PERIODIC_SECONDS``, as long as this is the process that holds the lock.

    An error is logged, and the next round tries again. When told to stop, what runs is finished and nothing begun.
    """
    lock = hold(LOCK)
    try:
        while not stop.wait(settings.PERIODIC_SECONDS):
            close_old_connections()
            try:
                _run_if_held(lock, stop)
            except Exception:
                logger.exception("Periodic work failed; it is tried again in %s seconds", settings.PERIODIC_SECONDS)
            finally:
                close_old_connections()
    finally:
        lock.let_go()


def _run_if_held(lock: Hold, stop: threading.Event):
    if lock.take():
        run_due(lambda: not stop.is_set() and lock.is_held())


def start_in_process():
    """Start the thread where the settings ask for it. It ends with the process."""
    if settings.PERIODIC_IN_PROCESS:
        threading.Thread(target=run_forever, args=(threading.Event(),), name="periodic", daemon=True).start()
