"""A real browser at a real server; the roles' own words in tests/journeys/walking.py."""

import threading

import pytest
from django.core.files.storage import storages
from django.core.handlers.wsgi import WSGIHandler


@pytest.fixture
def _in_turn(monkeypatch):
    """One request after the other: all threads of the live server share one connection to a database in memory.

    Two at once would find each other's half-open transactions.
    """
    turn, real = threading.RLock(), WSGIHandler.__call__

    def answer(self, environ, start_response):
        with turn:
            return real(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", answer)


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
def somebody(browser, browser_context_args):
    """Opens a window for one person; windows share no cookies. Errors in the console fail the test."""
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
