"""manage.py db_worker: that of ``django_tasks_db``, holding a lock while it lives (sites/keeping/reaping.py).

It stays while the database is away: supervisors that start it again and again would give it up sooner or later.
"""

import logging
import threading
import time
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from sites.keeping.holding import hold
from sites.keeping.reaping import LEAST_AGE, OF_OURS, lock_of

logger = logging.getLogger(__name__)

LOOKS_EVERY = LEAST_AGE.total_seconds() / 4  # seconds; a lost lock is taken again before its loss counts
LONGEST_NAME = 64
AGAIN_AFTER = 3  # seconds, while the database is away


@contextmanager
def living(worker_id: str):
    """Hold the worker's lock meanwhile, and take it again whenever the session that holds it was lost."""
    lock, stop = hold(lock_of(worker_id)), threading.Event()
    lock.take()

    def keep():
        while not stop.wait(LOOKS_EVERY):
            try:
                lock.take()
            except Exception as error:
                logger.warning("The worker's lock could not be taken: %s", type(error).__name__)

    keeper = threading.Thread(target=keep, name="worker-lock", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(timeout=LOOKS_EVERY)
        lock.let_go()


class Command(db_worker.Command):
    def handle(self, *, worker_id, batch, **options):
        gone = (OperationalError, InterfaceError, connection.Database.OperationalError)
        name = f"{OF_OURS}{worker_id}"[:LONGEST_NAME]
        while True:
            try:
                with living(name):
                    return super().handle(worker_id=name, batch=batch, **options)
            except gone as error:
                if batch:  # somebody waits for its end
                    raise
                logger.warning("No tasks are run while the database is away: %s", type(error).__name__)
            # What was begun counts as abandoned, and is given back, when the lock of that name is held by nobody.
            name = f"{OF_OURS}{get_random_string(8)}-{worker_id}"[:LONGEST_NAME]
            close_old_connections()
            time.sleep(AGAIN_AFTER)
