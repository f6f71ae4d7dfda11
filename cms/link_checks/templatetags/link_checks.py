"""How booking addresses answered, for screens of offers, which know nothing of link checks."""

from django import template

from sites.scoping import remember

from ..models import LinkCheck

register = template.Library()

MOST_CHECKS = 500  # of one practice are read for a list


def _all_here() -> dict[int, LinkCheck]:
    """Of the practice in scope, by offer; one query for a request."""
    return remember("link_checks", lambda: {check.offer_id: check for check in LinkCheck.objects.all()[:MOST_CHECKS]})


@register.simple_tag
def link_check_of(offer):
    """What is known of the address that the offer has now; None where it has none, and for a new offer."""
    if offer is None or not offer.pk or not offer.booking_link:
        return None
    check = _all_here().get(offer.pk)
    return check if check and check.address == offer.booking_link else None
