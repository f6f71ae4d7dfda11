"""The loop of work that comes round by itself: publishing and withdrawing what is due, and what packages registered.

In one process a thread does it; with several, ``manage.py run_periodic`` is the second process that does. Both may
run at once: publishing what is published already changes nothing.
"""

import logging
import threading

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections

from sites.periodic import run_round
from sites.scoping import across_practices

logger = logging.getLogger(__name__)


def run_due():
    """Publish and withdraw, in every practice, what is due by now; then whatever else comes round.

    The rest has its turn also when publishing fails.
    """
    try:
        with across_practices():
            call_command("publish_scheduled")
    finally:
        run_round()


def run_forever(stop: threading.Event):
    """Run what is due every ``PERIODIC_SECONDS``; an error is logged, and the next round tries again."""
    while not stop.wait(settings.PERIODIC_SECONDS):
        close_old_connections()
        try:
            run_due()
        except Exception:
            logger.exception("Periodic work failed; it is tried again in %s seconds", settings.PERIODIC_SECONDS)
        finally:
            close_old_connections()


def start_in_process():
    """Start the thread where the settings ask for it. It ends with the process."""
    if settings.PERIODIC_IN_PROCESS:
        threading.Thread(target=run_forever, args=(threading.Event(),), name="periodic", daemon=True).start()
