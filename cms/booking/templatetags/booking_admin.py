"""What the form of an offer says of the link that was pasted."""

from django import template

from ..counting import SHOWN_DAYS, lately
from ..understanding import understood_of as of_offer

register = template.Library()


@register.simple_tag
def understood_of(offer):
    """What is kept of an offer's service; None where it has none."""
    return of_offer(offer)


@register.simple_tag
def counts_of(offer):
    """``days``, ``opened`` and ``booked`` of an offer whose calendar readers can open here; else None."""
    service = offer.booking_service
    if service is None or not service.is_framed:
        return None
    return {"days": SHOWN_DAYS, "booked_is_known": bool(service.announces), **lately(offer)}
