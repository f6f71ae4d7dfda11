"""A process with a page cache, asked the way a server asks it."""

import io
import sys

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from cms.delivery.page_cache import cache as of_process
from cms.delivery.page_cache import follower, middleware
from cms.delivery.page_cache.application import FinishedPages
from sites import showing
from sites.models.practice import address_of


class Process:
    """One server process. Before each question it has read what others have noted, as if its turn had just come."""

    def __init__(self):
        of_process.page_cache.cache_clear()
        self.application = FinishedPages(WSGIHandler())
        self.cache = self.application.cache
        # No thread: it would have a connection of its own, which does not see what a test has not committed.
        self.cache.follower.start = self.cache.follower.wait_until_ready = lambda: None

    def look(self):
        self.cache.follower.look_now()
        self.cache.follower.look()

    def ask(self, practice, path, method="GET", **headers):
        """Status, headers and body."""
        self.look()
        middleware.page_cache = lambda: self.cache
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": address_of(practice.primary_host).partition("://")[2],
            "SERVER_NAME": "here",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "REMOTE_ADDR": "127.0.0.1",
            **headers,
        }
        answered = []
        body = b"".join(self.application(environ, lambda status, headers, exc=None: answered.append((status, headers))))
        status, sent = answered[-1]
        return int(status.split()[0]), dict(sent), body

    def knows(self, practice, path) -> bool:
        """Whether the page lies in memory now."""
        self.look()
        path, _, query = path.partition("?")
        host = address_of(practice.primary_host).partition("://")[2]
        return self.cache.memory.get((host, path, query)) is not None

    def warm(self, practice, paths):
        for path in paths:
            assert self.ask(practice, path)[0] == 200, path
            assert self.knows(practice, path), path


@pytest.fixture
def new_process(settings, tmp_path, monkeypatch):
    """Opens processes that share a disk.

    On SQLite: in PostgreSQL's eyes the one transaction of a test never ends, so that its notes are always new. What
    PostgreSQL makes of several transactions is tried in test_on_postgresql.py, and by tests/load/two_hosts.py.
    """
    if connection.vendor == "postgresql":
        pytest.skip("a test's one transaction is not over on PostgreSQL")
    settings.PAGE_CACHE = True
    settings.CACHES = {
        **settings.CACHES,
        "pages": {**settings.CACHES["pages"], "LOCATION": str(tmp_path / "pages")},
    }
    monkeypatch.setattr(showing, "_listeners", [])
    monkeypatch.setattr(middleware, "page_cache", middleware.page_cache)  # each process puts its own there
    # Django closes connections around each request, and with them the transaction of a test; its own client does this.
    monkeypatch.setattr(follower, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Process
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    of_process.page_cache.cache_clear()


@pytest.fixture
def process(new_process):
    return new_process()
