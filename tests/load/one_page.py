"""A process that answers one address again and again, and says what that cost: started by uncached_article.

It reads lines from its input, each a number of answers to give, and prints their milliseconds of processor time as
JSON. The request goes through the whole of the middleware, by WSGI, without a socket between.
"""

import io
import json
import sys
import time
from urllib.parse import urlsplit


def environ_of(address: str) -> dict:
    """What a server hands over for a browser that asks for this address."""
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname,
        "SERVER_PORT": str(parts.port or 80),
        "HTTP_HOST": parts.netloc,
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


class Page:
    """One address of the project whose settings the environment names."""

    def __init__(self, address: str):
        import django

        django.setup()
        from django.core import signals
        from django.core.handlers.wsgi import WSGIHandler
        from django.db import close_old_connections

        # Both projects keep their connection from request to request, as a server with persistent connections does.
        signals.request_started.disconnect(close_old_connections)
        signals.request_finished.disconnect(close_old_connections)
        self.address, self.answer = address, WSGIHandler()

    def get(self) -> bytes:
        """The body of the answer. Raises RuntimeError where it is no page."""
        status = []
        response = self.answer(environ_of(self.address), lambda line, headers, error=None: status.append(line))
        body = b"".join(response)
        response.close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{self.address}: {status[0]}")
        return body

    def queries(self) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            self.get()
        return len(found)

    def cost(self) -> float:
        """Milliseconds of processor time of one answer."""
        began = time.process_time()
        self.get()
        return (time.process_time() - began) * 1000


def begin_to_keep():
    """Have each answer put into the page cache from now on, as a server does; it is never taken out of it here."""
    from cms.delivery.page_cache.cache import page_cache

    follower = page_cache().follower
    follower.start()
    follower.wait_until_ready()


def forget_what_was_drawn():
    """Empty what a process keeps of pieces that it has drawn, where the project keeps any."""
    if kept := sys.modules.get("cms.pages.kept"):
        kept.forget()


def main():
    page = Page(sys.argv[1])
    for _ in range(5):
        page.get()
    print(json.dumps({"queries": page.queries(), "bytes": len(page.get())}), flush=True)
    for line in sys.stdin:
        number, _, how = line.strip().partition(" ")
        if how == "kept":
            begin_to_keep()
        costs = []
        for _ in range(int(number)):
            if how == "first":
                forget_what_was_drawn()
            costs.append(page.cost())
        print(json.dumps(costs), flush=True)


if __name__ == "__main__":
    main()
