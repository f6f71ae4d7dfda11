"""Every request is timed and counted by the name of its route, and has one line in the log."""

import logging
import secrets
import time

from .logs import of_request
from .metrics import count, time_request

logger = logging.getLogger("anteroom.requests")
NO_ROUTE = "none"  # answered before a view was found: static files, unknown hosts, moved addresses
PROBES = {"healthz", "readyz", "metrics"}  # asked every few seconds, and worth a line when they fail


class RequestMiddleware:
    """First of all middleware, so that the time is that of everything; answers from the page cache never get here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.perf_counter()
        about = {"request": secrets.token_hex(8), "method": _method(request), "practice": None}
        token = of_request.set(about)
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - begun
            about |= _known(request) | {"status": response.status_code, "milliseconds": round(1000 * seconds, 1)}
            if about["route"] not in PROBES or response.status_code >= 400:
                logger.info("answered")
            count("requests", route=about["route"], status=f"{response.status_code // 100}xx")
            time_request(about["route"], seconds)
            return response
        finally:
            of_request.reset(token)

    def process_view(self, request, view, args, kwargs):
        # What is logged while the view runs knows its route already.
        of_request.get({}).update(_known(request))


def _known(request) -> dict:
    """The practice's number and the route's name, as far as they were found."""
    match, practice = getattr(request, "resolver_match", None), getattr(request, "practice", None)
    return {"practice": practice and practice.pk, "route": (match and match.view_name) or NO_ROUTE}


def _method(request) -> str:
    """One of HTTP's own methods: a made-up one would be a reader's words."""
    return request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "other"
