"""How many comments are taken within an hour from one network and on one article."""

from django.conf import settings

from cms.booking_requests.counting import has_room
from sites.audit.address import address_of_request


def is_over(request, article) -> bool:
    """Count one more comment from this network at this practice and on this article; True when either is full."""
    network = address_of_request(request)
    return not (_has_room(request, "network", network) and _has_room(request, "article", article.pk))


def _has_room(request, what: str, key) -> bool:
    return has_room(request, app="comments", action=what, limit=settings.COMMENT_LIMITS[what], key=key)
