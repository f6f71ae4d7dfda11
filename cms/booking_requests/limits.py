"""How many requests are taken within an hour, counted in the cache that all processes share.

Of where a request came from, nothing but a count is kept: under a keyed hash of the shortened network address, for an
hour, and in no table of requests.
"""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils.crypto import salted_hmac

from sites.audit.address import address_of_request
from sites.scoping import current_scope

PURPOSE = "cms.booking_requests.limits"
RETRY_SECONDS = 3600


def is_over(request, *, has_proof: bool) -> bool:
    """Count one more request from this network and at this practice; True when either has had enough."""
    kind = "with_proof" if has_proof else "without"
    network = address_of_request(request)
    return not (_count(request, "network", kind, network) and _count(request, "practice", kind, ""))


def _count(request, what: str, kind: str, key: str) -> bool:
    # allauth holds a lock in the cache while it counts, so that no two processes count the same.
    hashed = salted_hmac(PURPOSE, f"{current_scope().practice_id}:{what}:{key}", algorithm="sha256").hexdigest()
    action = f"{what}:{kind}"
    config = {action: f"{settings.REQUEST_LIMITS[what][kind]}/key"}
    return bool(ratelimit.consume(request, app="booking_requests", action=action, config=config, key=hashed))
