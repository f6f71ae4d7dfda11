"""A real browser at a real server; the roles' own words in tests/journeys/walking.py."""

import pytest
from django.core.files.storage import storages


@pytest.fixture
def site(live_server, settings):
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
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []
