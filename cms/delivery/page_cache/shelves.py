"""The second tier: finished pages for the other processes and for the next start, in Redis or on the disk."""

import hashlib
import logging
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError

from sites.cache import for_all

from .finished import Finished
from .follower import Follower
from .memory import Key

logger = logging.getLogger(__name__)

OUT_OF_ORDER = 5.0  # seconds for which a store that failed is left alone: readers do not wait for it
MAKING = 10  # seconds after which another process may begin to make the same page


@cache
def release() -> str:
    """Changes with the program, its templates and styles: what another version made is not shown."""
    digest = hashlib.sha256()
    for folder in ("cms", "sites", "templates", "static"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                seen = path.stat()
                digest.update(f"{path}{seen.st_size}{seen.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


class Shelves:
    """Pages that any process made. What fails here costs a page made anew, and never an answer."""

    def __init__(self, follower: Follower):
        self.follower = follower
        self.is_asked_by_many = bool(settings.REDIS_URL)
        self._closed_until = 0.0

    def get(self, key: Key) -> Finished | None:
        """A page that still holds. While the database is away, what is there counts: nothing can have changed."""
        page = self._try(lambda store: store.get(_name(key)))
        if page is None or page.expires_at <= time.time():
            return None
        try:
            return page if self.follower.still_holds(page) else None
        except DatabaseError:
            return page

    def put(self, key: Key, page: Finished):
        seconds = max(1, int(page.expires_at - time.time()))
        self._try(lambda store: store.set(_name(key), page, seconds))

    def claim(self, key: Key) -> bool:
        """Whether this process is to make the page: it is the first, or there is nobody to ask.

        On the disk nobody is asked: where there is no Redis, few processes share it.
        """
        return (
            not self.is_asked_by_many
            or self._try(lambda store: store.add(f"{_name(key)}:making", 1, MAKING)) is not False
        )

    def give_up(self, key: Key):
        """The page is made, or can not be kept."""
        if self.is_asked_by_many:
            self._try(lambda store: store.delete(f"{_name(key)}:making"))

    def _try(self, use):
        if time.monotonic() < self._closed_until:
            return None
        try:
            return use(caches["pages"])
        except Exception as error:  # a library's own, an operating system's, or a page of another version
            self._closed_until = time.monotonic() + OUT_OF_ORDER
            logger.warning("Finished pages can not be shared for a moment: %s", type(error).__name__)
            return None


def _name(key: Key) -> str:
    digest = hashlib.sha256("\n".join(key).encode()).hexdigest()
    return for_all(f"finished:{release()}:{digest}")
