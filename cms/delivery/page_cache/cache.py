"""The page cache of this process: memory before the shelves, both kept right by the follower."""

import threading
import time
from collections import OrderedDict
from functools import cache

from django.conf import settings

from sites import replica, showing

from .finished import Finished
from .follower import Follower
from .memory import Key, Memory
from .shelves import Shelves

LONGEST_WAIT = 10.0  # seconds that a reader waits for somebody else's page, before making it themselves
BETWEEN_LOOKS = 0.05  # seconds
NOT_KEPT_SECONDS = 30.0  # for which nobody waits at an address whose page can not be kept
MOST_NOT_KEPT = 10_000


class PageCache:
    """Finds, makes once, keeps."""

    def __init__(self):
        self.memory = Memory(settings.PAGE_CACHE_BYTES)
        self.follower = Follower(self.memory)
        self.shelves = Shelves(self.follower)
        self._making: dict[Key, threading.Event] = {}
        self._not_kept: OrderedDict[Key, float] = OrderedDict()
        self._lock = threading.Lock()

    def heard(self, practice_id: int, tags):
        """This process changed something itself: its next reader sees it, without a turn of the follower."""
        replica.known.changed_here()
        self.memory.forget(practice_id, tags)

    def keep(self, key: Key, page: Finished, turn: int):
        """Keep a page that was begun at this turn of the memory, here and for the others."""
        if self.memory.put(key, page, turn):
            self.shelves.put(key, page)

    def fetch(self, key: Key) -> Finished | None:
        """A page that another process made, taken into memory."""
        turn = self.memory.turn
        page = self.shelves.get(key)
        if page is not None and self.memory.put(key, page, turn):
            return page
        return None

    def begin(self, key: Key) -> Finished | None:
        """None: make the page, and say ``end``. Otherwise somebody just made it."""
        if self._is_not_kept(key):
            return None
        with self._lock:
            others = self._making.get(key)
            if others is None:
                self._making[key] = threading.Event()
        if others is not None:  # a thread of this process is at it
            others.wait(LONGEST_WAIT)
            return self.memory.get(key)
        page = self.fetch(key) or self._wait_for_others(key)
        if page is not None:
            self._let_look(key)
        return page

    def _wait_for_others(self, key: Key) -> Finished | None:
        until = time.monotonic() + LONGEST_WAIT
        while not self.shelves.claim(key) and time.monotonic() < until:
            time.sleep(BETWEEN_LOOKS)
            if page := self.fetch(key):
                return page
        return None

    def end(self, key: Key, *, was_kept: bool):
        """The page is made; whoever waits may look."""
        self.shelves.give_up(key)
        if not was_kept and self.follower.position is not None:
            with self._lock:
                self._not_kept[key] = time.monotonic() + NOT_KEPT_SECONDS
                while len(self._not_kept) > MOST_NOT_KEPT:
                    self._not_kept.popitem(last=False)
        self._let_look(key)

    def _let_look(self, key: Key):
        with self._lock:
            made = self._making.pop(key, None)
        if made is not None:
            made.set()

    def _is_not_kept(self, key: Key) -> bool:
        return self._not_kept.get(key, 0) > time.monotonic()


@cache
def page_cache() -> PageCache:
    """The one of this process."""
    made = PageCache()
    showing.when_changed(made.heard)
    return made
