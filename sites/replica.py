"""Which database is read: a streaming replica for readers' public pages, and the primary for all else (decision 0034).

Closed by default: only ``reading_pages()`` opens it. What a replica shows is used only when it has replayed everything
that this process knew of when the page was begun.
"""

import logging
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections, transaction

logger = logging.getLogger(__name__)

REPLICA = "replica"
LEFT_ALONE = 5.0  # seconds for which a replica that failed is not asked: readers do not wait for it
# Reaches pages only through forms and limits on tries, which must see what was written a moment ago.
NEVER = {"sessions", "signin", "account", "mfa", "django_tasks_database", "comments", "booking_requests", "audit"}
NEVER |= {"django_cache"}  # the cache's table, whose model is in no app
# A server's number, and its timeline: after another standby was promoted, points of two timelines say nothing.
NEWEST = """SELECT pg_current_wal_insert_lsn()::text, system_identifier, timeline_id
    FROM pg_control_system(), pg_control_checkpoint()"""
HAS_REPLAYED = """SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn
    AND system_identifier = %s AND timeline_id = %s FROM pg_control_system(), pg_control_checkpoint()"""


class Known:
    """The point in the primary's log that a replica must have replayed before this process reads from it."""

    def __init__(self):
        self.point: tuple[str, int, int] | None = None  # None: the primary is read
        self._turn = 0
        self._lock = threading.Lock()

    def turn(self) -> int:
        return self._turn

    def changed_here(self):
        """This process has written: nothing is read from the replica until the log was looked at again."""
        with self._lock:
            self._turn, self.point = self._turn + 1, None

    def learn(self, turn: int):
        """Ask the primary how far its log goes; nothing is learnt when something changed here since that turn."""
        if REPLICA not in settings.DATABASES:
            return
        try:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(NEWEST)
                point = cursor.fetchone()
        except DatabaseError as error:  # whoever asks goes on without a replica
            leave_alone(error)
            point = None
        with self._lock:
            if turn == self._turn:
                self.point = point


known = Known()
_left_alone_until = 0.0
_is_said = False  # that it is left alone: once, until it has answered again


class Reading:
    """One page's reading. The database is chosen when it is first asked, and stays unless something is written."""

    def __init__(self):
        self.database: str | None = None

    def choose(self) -> str:
        if self.database is None:
            self.database = DEFAULT_DB_ALIAS  # also for what is asked while choosing
            if _has_replayed():
                self.database = REPLICA
        return self.database

    def stay_at_primary(self):
        self.database = DEFAULT_DB_ALIAS


_reading: ContextVar[Reading | None] = ContextVar("anteroom_reading", default=None)


@contextmanager
def reading_pages():
    """What is read in here may come from the replica, where there is one that has caught up."""
    reading = Reading()
    token = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(token)


def is_left_alone() -> bool:
    """Whether the replica failed a moment ago."""
    return time.monotonic() < _left_alone_until


def leave_alone(error: Exception | str):
    """Read from the primary for some seconds, and say so once."""
    global _left_alone_until, _is_said
    if not _is_said:
        logger.warning("The replica is left alone until it answers: %s", getattr(type(error), "__name__", error))
    _left_alone_until, _is_said = time.monotonic() + LEFT_ALONE, True


def _has_replayed() -> bool:
    global _is_said
    point = known.point
    if point is None or is_left_alone() or REPLICA not in settings.DATABASES:
        return False
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(HAS_REPLAYED, point)
            has_replayed = bool(cursor.fetchone()[0])
    except (OperationalError, InterfaceError, *_pool_errors()) as error:
        leave_alone(error)
        connections[REPLICA].close()
        return False
    _is_said = False
    return has_replayed


def _pool_errors() -> tuple:
    from psycopg_pool import PoolClosed, PoolTimeout

    return PoolClosed, PoolTimeout


class Router:
    """Django's question for each query. Whatever a page writes goes to the primary, and so does what it reads then."""

    def db_for_read(self, model, **hints):
        reading = _reading.get()
        if reading is None or model._meta.app_label in NEVER:
            return DEFAULT_DB_ALIAS
        if transaction.get_connection(DEFAULT_DB_ALIAS).in_atomic_block:
            reading.stay_at_primary()
        return reading.choose()

    def db_for_write(self, model, **hints):
        if reading := _reading.get():
            reading.stay_at_primary()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True  # both names are one database

    def allow_migrate(self, db, app_label, **hints):
        return None if db == DEFAULT_DB_ALIAS else False
