"""Lets readers' public pages be read from the replica, and makes a page again where the replica failed meanwhile."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from sites import replica

from .metrics import count
from .page_cache.keeping import KEPT, QUERY

READS = ("GET", "HEAD")
# Somebody works or signs in here, or our own machines ask.
APART = ("/admin/", "/account/", "/documents/", "/healthz", "/readyz", "/metrics", "/tls-host")


class ReplicaMiddleware:
    """Below KeepMiddleware, which notes what is known before anything is read; above whoever asks the database."""

    def __init__(self, get_response):
        if replica.REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if not is_public_reading(request):
            return self.get_response(request)
        with replica.reading_pages() as reading:
            request._reading = reading
            response = self.get_response(request)
            if reading.database == replica.REPLICA and response.status_code >= 500:
                response = self._again(request, reading)
        count("pages_read", database=reading.database or "none")
        return response

    def _again(self, request, reading):
        """A standby may end a query that stands in the way of its replay, or be gone: the primary is asked instead."""
        replica.leave_alone("a page could not be made from it")
        reading.stay_at_primary()
        for name in ("_wagtail_route_for_request", "_noted"):
            request.__dict__.pop(name, None)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Forms, search and whatever else is not among the finished pages read what was written a moment ago."""
        reading = getattr(request, "_reading", None)
        if reading and request.resolver_match.view_name not in KEPT:
            reading.stay_at_primary()


def is_public_reading(request) -> bool:
    """Asked for by nobody in particular, in the way of pages that may be kept."""
    return (
        request.method in READS
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and not request.path.startswith(APART)
        and bool(QUERY.fullmatch(request.META.get("QUERY_STRING", "")))
    )
