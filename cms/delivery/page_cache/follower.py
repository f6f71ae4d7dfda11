"""Follows what changes: reads the notes of every process and machine, many times a second, and forgets by them.

The database is the one place where changes are written, in the transaction of the change itself, so that nothing can
be lost between the two and no message need arrive. While it is away nothing can change, and what is kept stays right.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from sites.models import ShownChange
from sites.replica import known
from sites.scoping import across_practices

from .memory import Memory

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 2.0  # seconds between tries while the database is away
AFTER_THE_SECOND = 0.05  # seconds after a full second at which to look first; see known_until
MOST_AT_ONCE = 5_000  # notes; with more of them everything is forgotten instead


def until_next_look(now: float) -> float:
    """Seconds to wait. Looks go by the clock, so that the first comes right when a second's pages may be kept."""
    every = settings.PAGE_CACHE_FOLLOW_SECONDS
    return every - (now - AFTER_THE_SECOND) % every


class Follower:
    """One for each process. ``position`` is the point up to which every change is known, ``known_at`` its time."""

    def __init__(self, memory: Memory):
        self.memory = memory
        self.position: str | None = None
        self.known_at = 0.0
        self._version: int | None = None
        self._wake = threading.Event()
        self._tried = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self):
        """Begin to follow, once in each process: what was started before a fork does not run after it."""
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._follow, name="page-cache", daemon=True)
                self._thread.start()

    def look_now(self):
        """Do not wait for the next turn."""
        self._wake.set()

    def _follow(self):
        pause = 0.0
        while True:
            try:
                self.look()
                pause = until_next_look(time.time())
            except Exception as error:  # the database is away, and comes back
                if pause < LONGEST_PAUSE:
                    logger.warning("Changes of pages can not be read: %s", type(error).__name__)
                pause = LONGEST_PAUSE
                connection.close()
            self._tried.set()
            self._wake.wait(pause)
            self._wake.clear()

    def look(self):
        """Read what was noted since the last time, and forget by it."""
        began_at = time.time()
        with across_practices():
            version = self._version_of_file()
            if version is None or version != self._version or self._wake.is_set():
                turn, now = known.turn(), self._now()
                notes = self._noted(self._since(self.position)) if self.position is not None else []
                # After the notes were read and before anything is forgotten by them: a page that is begun from here on
                # is read from a replica only if that shows all of them (docs/decisions/0034).
                known.learn(turn)
                self._forget(notes)
                self.position, self._version = now, version
        self.known_at = began_at

    def known_until(self) -> int:
        """The Unix second up to whose end a proxy may show what this process shows now; one that is past: it may not.

        Proxies count in full seconds. Every change that was made up to ``AFTER_THE_SECOND`` is known, so that any other
        is seen within a second: what is left is for the way to the reader.
        """
        return int(self.known_at - AFTER_THE_SECOND)

    @staticmethod
    def _version_of_file() -> int | None:
        """On SQLite a number that changes when another connection has written; asking for it reads nothing."""
        if connection.vendor != "sqlite":
            return None
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA data_version").fetchone()[0]

    @staticmethod
    def _now() -> str:
        """What is known now: PostgreSQL's snapshot, or the newest row on SQLite, where one writes at a time."""
        if connection.vendor != "postgresql":
            return str(ShownChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            return cursor.fetchone()[0]

    @staticmethod
    def _since(position: str):
        """The notes that were not yet to be seen then, though their transactions may have begun before."""
        if connection.vendor != "postgresql":
            return ShownChange.objects.filter(pk__gt=int(position))
        unseen = RawSQL("NOT pg_visible_in_snapshot(position::text::xid8, %s::pg_snapshot)", [position], BooleanField())
        oldest_open = int(position.partition(":")[0])  # "xmin:xmax:xip,…": for the index
        return ShownChange.objects.alias(unseen=unseen).filter(position__gte=oldest_open, unseen=True)

    @staticmethod
    def _noted(notes) -> list[tuple[int, str]]:
        return list(notes.values_list("practice_number", "tag")[: MOST_AT_ONCE + 1])

    def _forget(self, rows: list[tuple[int, str]]):
        if len(rows) > MOST_AT_ONCE:
            self.memory.clear()
            return
        tags: dict[int, set[str]] = {}
        for practice_id, tag in rows:
            tags.setdefault(practice_id, set()).add(tag)
        for practice_id, changed in tags.items():
            self.memory.forget(practice_id, changed)

    def still_holds(self, page) -> bool:
        """Whether nothing that a page of another process shows has changed since it was begun. One query.

        Raises DatabaseError while the database is away.
        """
        try:
            with across_practices():
                since = self._since(page.position)
                return not since.filter(practice_number=page.practice_id, tag__in=page.tags).exists()
        finally:
            close_old_connections()  # Django does so after its own requests, and this is none of them

    def wait_until_ready(self):
        """Until it has looked once, or could not: before that nothing can be kept."""
        self._tried.wait(LONGEST_PAUSE)
