"""The cache that all processes share: in Redis, and while Redis does not answer, in a table of the database.

So limits on tries hold on without Redis, and no write fails because something kept beside it could not be dropped
(docs/decisions/0033). Whatever is in here runs out by itself, and none of it is missed: what was deleted from the table
may still be in Redis when that comes back.
"""

import logging
import time

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

LEFT_ALONE = 2.0  # seconds for which a Redis that did not answer is not asked again: nobody waits for it each time
_away_until: dict[str, float] = {}  # by address, for all threads of this process: Django makes a cache for each thread


class SharedCache(RedisCache):
    """``LOCATION`` is Redis's address. ``OPTIONS``: ``table`` and ``max_entries`` of the table, all else for Redis."""

    def __init__(self, server: str, params: dict):
        options = dict(params.get("OPTIONS", {}))
        table, most = options.pop("table"), options.pop("max_entries")
        super().__init__(server, {**params, "OPTIONS": options})
        self._address = server
        self._table = DatabaseCache(table, {**params, "OPTIONS": {"MAX_ENTRIES": most}})

    def ping(self) -> bool:
        """Ask Redis itself. Raises RedisError when it does not answer."""
        return self._cache.get_client(write=True).ping()

    def _ask(self, what: str, *args, **named):
        if time.monotonic() >= _away_until.get(self._address, 0.0):
            try:
                return getattr(super(), what)(*args, **named)
            except RedisError as error:
                _away_until[self._address] = time.monotonic() + LEFT_ALONE
                logger.warning("Redis does not answer, so the database counts for it: %s", type(error).__name__)
        return getattr(self._table, what)(*args, **named)


def _either(what: str):
    def ask(self, *args, **named):
        return self._ask(what, *args, **named)

    ask.__name__ = what
    return ask


# Everything else of a cache is made of these.
ASKED = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
)
for _name in ASKED:
    setattr(SharedCache, _name, _either(_name))
