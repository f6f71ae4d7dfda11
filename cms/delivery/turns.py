"""Which of a worker's threads waits for requests: one, and the next as soon as that one has something slow to do.

Threads that all wait for requests wake each other for each of them, and queue for the interpreter's lock: of four, the
slowest hundredth of finished pages took fourteen times the median. Whoever rests comes back by themselves after a
second, so that nothing but speed depends on this.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_REST = 1.0  # seconds


class Turns:
    """Leader and followers: the leader waits for requests, and calls a follower before doing other work."""

    def __init__(self):
        self._lock = threading.Lock()
        self._call = threading.Semaphore(0)
        self._thread = threading.local()
        self.waiting = 0  # threads that wait for requests, or answer what is quick
        self.resting = 0

    def enter(self):
        """At the beginning of a request: a thread that is new is counted for as long as it lives."""
        if not hasattr(self._thread, "counted"):
            self._thread.counted = _Counted(self)

    @contextmanager
    def slow(self) -> Iterator[None]:
        """While this lasts, another thread waits for requests."""
        with self._lock:
            self.waiting -= 1
            is_called = self.waiting == 0 and self.resting > 0
            if is_called:
                self._change(resting=-1)
        if is_called:
            self._call.release()
        try:
            yield
        finally:
            self.count(1)

    def rest(self):
        """At the end of a request: rest while another thread waits for the next one."""
        if self.waiting < 2:
            return
        with self._lock:
            if self.waiting < 2:
                return
            self._change(resting=1)
        if not self._call.acquire(timeout=LONGEST_REST):
            with self._lock:
                self._change(resting=-1)  # a call that came just now is left to the next one who rests

    def count(self, more: int):
        with self._lock:
            self.waiting += more

    def _change(self, resting: int):
        self.resting += resting
        self.waiting -= resting


class _Counted:
    """Lives in a thread, and ends with it: granian ends threads that had nothing to do for some time."""

    def __init__(self, turns: Turns):
        self.turns = turns
        turns.count(1)

    def __del__(self):
        self.turns.count(-1)
