"""Of a worker's threads one waits for requests, and another as soon as that one does something slow."""

import threading
import time
from contextlib import suppress
from queue import Empty, Queue

import pytest

from cms.delivery.turns import LONGEST_REST, Turns

SOON = LONGEST_REST / 2  # well before a thread comes back by itself
END = None


class Worker:
    """Threads that take requests from a queue, as granian's do. A request is what has to be waited for: slow work."""

    def __init__(self, threads: int):
        self.turns, self.requests, self.answered = Turns(), Queue(), Queue()
        self.threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def _serve(self):
        while (until := self.requests.get(timeout=10)) is not END:
            self.turns.enter()
            if isinstance(until, threading.Event):
                with self.turns.slow():
                    until.wait(10)
            self.answered.put(until)
            self.turns.rest()

    def ask(self, until="quick"):
        self.requests.put(until)

    def warm(self):
        """Each thread has had a request, and all but one rest."""
        began = time.monotonic()
        while self.turns.resting < len(self.threads) - 1 and time.monotonic() < began + 5:
            self.ask()
            with suppress(Empty):
                self.answered.get(timeout=0.05)

    def end(self):
        for _ in self.threads:
            self.requests.put(END)
        for thread in self.threads:
            thread.join(5)


@pytest.fixture
def worker():
    made = Worker(4)
    made.warm()
    yield made
    made.end()


def test_one_thread_waits_and_the_others_rest(worker):
    assert (worker.turns.waiting, worker.turns.resting) == (1, 3)


def test_who_has_something_slow_to_do_calls_another(worker):
    slow = [threading.Event() for _ in range(3)]
    for one in slow:
        worker.ask(one)
    began = time.monotonic()
    worker.ask()
    assert worker.answered.get(timeout=5) == "quick"
    assert time.monotonic() - began < SOON, "nobody was called: somebody came back by themselves"
    for one in slow:
        one.set()
    assert {id(worker.answered.get(timeout=5)) for _ in slow} == {id(one) for one in slow}


def test_who_comes_from_slow_work_rests_again_where_somebody_waits(worker):
    slow = threading.Event()
    worker.ask(slow)
    worker.ask()
    worker.answered.get(timeout=5)
    slow.set()
    worker.answered.get(timeout=5)
    until = time.monotonic() + SOON
    while worker.turns.resting < 3 and time.monotonic() < until:
        time.sleep(0.01)
    assert (worker.turns.waiting, worker.turns.resting) == (1, 3)


def test_who_rests_comes_back_without_a_call(worker):
    time.sleep(LONGEST_REST + SOON)
    assert (worker.turns.waiting, worker.turns.resting) == (4, 0)


def test_a_thread_that_ends_is_no_longer_counted():
    worker = Worker(4)
    worker.warm()
    worker.end()
    assert (worker.turns.waiting, worker.turns.resting) == (0, 0)


def test_an_error_in_slow_work_leaves_nobody_out():
    turns = Turns()
    turns.enter()
    with suppress(ZeroDivisionError), turns.slow():
        _ = 1 / 0
    assert (turns.waiting, turns.resting) == (1, 0)
