"""How many comments are taken within an hour, counted in the cache that all processes share.

As with booking requests nothing is kept of where a comment came from but a count, under a keyed hash of the shortened
network address, for an hour.
"""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils.crypto import salted_hmac

from sites.audit.address import address_of_request
from sites.scoping import current_scope

PURPOSE = "cms.comments.limits"
RETRY_SECONDS = 3600


def is_over(request, article) -> bool:
    """Count one more comment from this network at this practice and on this article; True when either is full."""
    return not (_count(request, "network", address_of_request(request)) and _count(request, "article", article.pk))


def _count(request, what: str, key) -> bool:
    # allauth holds a lock in the cache while it counts, so that no two processes count the same.
    hashed = salted_hmac(PURPOSE, f"{current_scope().practice_id}:{what}:{key}", algorithm="sha256").hexdigest()
    config = {what: f"{settings.COMMENT_LIMITS[what]}/key"}
    return bool(ratelimit.consume(request, app="comments", action=what, config=config, key=hashed))
