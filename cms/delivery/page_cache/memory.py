"""Finished pages in this process's memory: found without a lock, forgotten by what they show, bounded in bytes."""

import threading
import time

from sites.showing import EVERYTHING

from .finished import Finished

MOST_REMEMBERED_CHANGES = 50_000

Key = tuple[str, str, str]  # host, path, query string


class Memory:
    """Pages by host, path and query. Reading takes no lock: one look into a dict, which Python does in one step."""

    def __init__(self, most_bytes: int):
        self.most_bytes = most_bytes
        self.size = 0
        self._lock = threading.Lock()
        self._pages: dict[Key, Finished] = {}
        self._read: set[Key] = set()  # since they were looked at for making room
        self._showing: dict[tuple[int, str], set[Key]] = {}
        # When this process learnt last of a change, as a number that only grows; and what is older than any of them.
        self.turn = 0
        self._changes: dict[tuple[int, str], int] = {}
        self._forgotten_until = 0

    def __len__(self):
        return len(self._pages)

    def get(self, key: Key) -> Finished | None:
        page = self._pages.get(key)
        if page is None:
            return None
        if page.expires_at <= time.time():
            self.drop(key)
            return None
        self._read.add(key)
        return page

    def put(self, key: Key, page: Finished, turn: int) -> bool:
        """Keep a page that was begun at this turn; not if something that it shows has changed meanwhile."""
        with self._lock:
            if turn < self._forgotten_until or page.size > self.most_bytes:
                return False
            if any(self._changes.get((page.practice_id, tag), 0) > turn for tag in page.tags):
                return False
            self._take_out(key)
            self._pages[key] = page
            self.size += page.size
            for tag in page.tags:
                self._showing.setdefault((page.practice_id, tag), set()).add(key)
            self._make_room()
            return True

    def forget(self, practice_id: int, tags) -> int:
        """Drop what shows any of these; how many pages that were."""
        with self._lock:
            self.turn += 1
            if len(self._changes) > MOST_REMEMBERED_CHANGES:
                self._changes.clear()
                self._forgotten_until = self.turn
            keys = set()
            for tag in tags:
                self._changes[practice_id, tag] = self.turn
                keys |= self._showing.get((practice_id, tag), set())
            for key in keys:
                self._take_out(key)
            return len(keys)

    def drop(self, key: Key):
        with self._lock:
            self._take_out(key)

    def clear(self):
        """Drop everything, and whatever is being made."""
        with self._lock:
            self.turn += 1
            self._forgotten_until = self.turn
            self._pages.clear()
            self._read.clear()
            self._showing.clear()
            self.size = 0

    def practices(self) -> set[int]:
        """The practices of which it keeps a page; every page shows ``EVERYTHING``."""
        return {practice_id for practice_id, tag in self._showing if tag == EVERYTHING}

    def _take_out(self, key: Key):
        page = self._pages.pop(key, None)
        if page is None:
            return
        self._read.discard(key)
        self.size -= page.size
        for tag in page.tags:
            keys = self._showing.get((page.practice_id, tag), set())
            keys.discard(key)
            if not keys:
                self._showing.pop((page.practice_id, tag), None)

    def _make_room(self):
        """The oldest goes, unless somebody has read it since: then it has another turn (the CLOCK algorithm)."""
        while self.size > self.most_bytes:
            oldest = next(iter(self._pages))
            if oldest in self._read:
                self._read.discard(oldest)
                self._pages[oldest] = self._pages.pop(oldest)
            else:
                self._take_out(oldest)
