"""How many requests are taken within an hour: more of them with a proof of work than without."""

from django.conf import settings

from sites.audit.address import address_of_request

from .counting import has_room


def is_over(request, *, has_proof: bool) -> bool:
    """Count one more request from this network and at this practice; True when either has had enough."""
    kind = "with_proof" if has_proof else "without"
    network = address_of_request(request)
    return not (_has_room(request, "network", kind, network) and _has_room(request, "practice", kind, ""))


def _has_room(request, what: str, kind: str, key: str) -> bool:
    limit = settings.REQUEST_LIMITS[what][kind]
    return has_room(request, app="booking_requests", action=f"{what}:{kind}", limit=limit, key=key)
