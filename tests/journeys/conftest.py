"""A real browser at a real server; the roles' own words in tests/journeys/walking.py."""

import threading
import time

import pytest
from django.core.files.storage import storages
from django.core.handlers.wsgi import WSGIHandler

# One for all tests: the live server outlives each of them, and so may a request whose browser has gone.
TURN = threading.RLock()
LONGEST_REQUEST_SECONDS = 30


@pytest.fixture
def _in_turn(monkeypatch):
    """One request after the other: all threads of the live server share one connection to a database in memory.

    Two at once would find each other's half-open transactions, and one that goes on after its test would meet the
    emptying of the tables.
    """
    real = WSGIHandler.__call__

    def answer(self, environ, start_response):
        with TURN:
            return real(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", answer)
    yield
    _wait_for_the_last_answer()


def _wait_for_the_last_answer():
    """The windows are closed: the server's threads end when their last answer is written."""
    until = time.monotonic() + LONGEST_REQUEST_SECONDS
    while any("process_request_thread" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < until, "a request goes on although its browser has gone"
        time.sleep(0.02)


@pytest.fixture
def site(_in_turn, live_server, settings):
    """The live server, with the practices' addresses naming its port."""
    settings.PUBLIC_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://{settings.INSTALLATION_DOMAIN}:{settings.PUBLIC_PORT}"
    storages._storages.clear()
    return live_server


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture
def somebody(browser, browser_context_args, _in_turn):
    """Opens a window for one person; windows share no cookies. Errors in the console fail the test.

    It is closed before ``_in_turn`` waits for what is still being answered.
    """
    contexts, complaints = [], []

    def open_window(**options):
        context = browser.new_context(**{**browser_context_args, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.under_way = set()
        page.on("request", lambda request: page.under_way.add(request))
        for end in ("requestfinished", "requestfailed"):
            page.on(end, lambda request: page.under_way.discard(request))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []
