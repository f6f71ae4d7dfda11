"""What a process keeps: bounded, forgotten by what it shows, and never older than what changed meanwhile."""

import pickle
import time

import pytest
from django.http import HttpResponse

from cms.delivery.page_cache.finished import finish
from cms.delivery.page_cache.memory import Memory


def page(tags=("all",), practice_id=1, seconds=60.0, length=1000):
    return finish(b"x" * length, HttpResponse(), tags, practice_id, seconds)


def key(path="/"):
    return ("alder.example", path, "")


@pytest.fixture
def memory():
    return Memory(10_000_000)


def test_forgets_what_shows_a_change_and_nothing_else(memory):
    memory.put(key("/a/"), page({"all", "page:1"}), memory.turn)
    memory.put(key("/b/"), page({"all", "page:2", "list"}), memory.turn)
    memory.put(key("/c/"), page({"all", "page:1"}, practice_id=2), memory.turn)
    assert memory.forget(1, {"page:1"}) == 1
    assert [path for _, path, _ in memory._pages] == ["/b/", "/c/"]
    assert memory.forget(1, {"all"}) == 1
    assert [path for _, path, _ in memory._pages] == ["/c/"]


def test_a_page_begun_before_a_change_is_not_kept_after_it(memory):
    begun = memory.turn
    memory.forget(1, {"page:1"})
    assert not memory.put(key(), page({"all", "page:1"}), begun)
    assert memory.put(key(), page({"all", "page:2"}), begun)
    assert memory.put(key(), page({"all", "page:1"}), memory.turn)


def test_what_was_begun_before_everything_was_dropped_is_not_kept(memory):
    begun = memory.turn
    memory.clear()
    assert not memory.put(key(), page(), begun)


def test_a_page_ends_with_its_time(memory, monkeypatch):
    memory.put(key(), page(seconds=60), memory.turn)
    assert memory.get(key()) is not None
    in_a_minute = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: in_a_minute)
    assert (memory.get(key()), len(memory), memory.size) == (None, 0, 0)


def test_stays_within_its_bytes_and_keeps_what_is_read():
    one = page().size
    memory = Memory(one * 10)
    for number in range(10):
        memory.put(key(f"/{number}/"), page(), memory.turn)
    memory.get(key("/0/"))
    for number in range(10, 15):
        memory.put(key(f"/{number}/"), page(), memory.turn)
        memory.get(key("/0/"))
    assert memory.size == one * 10
    assert {"/0/", "/14/"} <= {path for _, path, _ in memory._pages}
    assert memory.get(key("/1/")) is None


def test_what_is_larger_than_all_of_it_is_not_kept():
    memory = Memory(1_000)
    assert not memory.put(key(), page(), memory.turn)


def test_nothing_is_left_of_what_was_taken_out(memory):
    for number in range(3):
        memory.put(key(f"/{number}/"), page({"all", f"page:{number}"}), memory.turn)
        memory.get(key(f"/{number}/"))
    memory.forget(1, {"all"})
    assert (memory.size, memory._pages, memory._showing, memory._read) == (0, {}, {}, set())


def test_a_finished_page_comes_back_whole_from_the_shelves():
    made = page({"all", "page:1"})
    made.position = "1:2:"
    back = pickle.loads(pickle.dumps(made))  # noqa: S301  (our own)
    assert back == made
    assert back.headers_for("br") == made.headers_for("br")
