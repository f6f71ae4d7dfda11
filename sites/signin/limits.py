"""Limits on tries, counted in the cache that all processes share (``ACCOUNT_RATE_LIMITS`` in the settings)."""

from allauth.core.internal import ratelimit
from django.shortcuts import render

# All limits of the settings count within five minutes, so that one sentence is true of each.
WAIT_SECONDS = 300
WAIT = "Too many tries. Wait five minutes, then try again."


def is_exhausted(request, action: str) -> bool:
    """Whether the network address has failed too often by now. Counts nothing."""
    return not _consume(request, action, dry_run=True)


def count(request, action: str):
    """One more failure of the network address."""
    _consume(request, action)


def _consume(request, action, **options):
    # Following a link is a try as well: allauth itself would count forms that are sent only.
    return ratelimit.consume(request, app="allauth.account", action=action, limit_get=True, **options)


def too_many(request, exception=None):
    """429, and how long to wait. Also the handler that allauth asks for."""
    response = render(request, "signin/too_many.html", {"sentence": WAIT}, status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response
