"""What a thread of granian's does with a request: finished pages are sent at once, all else is asked of Django."""

from collections.abc import Callable
from functools import partial

from granian.wsgi import _callback_wrapper as asked_through_wsgi

from . import stopping
from .headers import header_of
from .turns import Turns

NAMELESS = [("Server", "")]
# Whoever keeps a connection is told in time, and does not send the next request into the closing of it.
CLOSING = [*NAMELESS, ("Connection", "close")]


def answering(application: Callable, scope_options: dict, log_format=None) -> Callable:
    """In place of granian's own, which is asked for what is not finished."""
    found = getattr(application, "found", _nothing)  # a page cache's, which never waits
    ask = asked_through_wsgi(_with_headers(application), scope_options, log_format)
    turns = Turns()

    def answer(protocol, scope):
        turns.enter()
        path, query = scope["PATH_INFO"], scope["QUERY_STRING"]
        page = found(scope["REQUEST_METHOD"], path, query, scope["wsgi.url_scheme"], partial(header_of, scope))
        if page is None:
            with turns.slow():
                status = ask(protocol, scope)
        else:
            status, headers, body = page
            protocol.response_bytes(status, [*headers, *ours()], body)
        turns.rest()
        return status

    return answer


def _nothing(*request) -> None:
    """Without a page cache nothing is finished."""


def ours() -> list[tuple[str, str]]:
    return CLOSING if stopping.has_begun() else NAMELESS


def _with_headers(application: Callable) -> Callable:
    """The application, whose answers do not say which program sent them, and end the connection in a stop.

    What is not streamed is joined, so that it is sent from here, and not part by part by other threads.
    """

    def answer(environ, start_response):
        def start(status, headers, exc_info=None):
            return start_response(status, [*headers, *ours()], exc_info)

        body = application(environ, start)
        if getattr(body, "streaming", True) or not hasattr(body, "close"):
            return body
        try:
            return [b"".join(body)]
        finally:
            body.close()

    return answer
