"""Which offers take requests, and on what terms."""

from cms.booking.models import BookingOffer

from .models import RequestSettings


def by_request(offer: BookingOffer) -> bool:
    """Whether the offer is booked with our own form."""
    return offer.way == BookingOffer.Way.REQUEST


def takes_requests(offer: BookingOffer) -> bool:
    """Open ones do, and those with a waiting list."""
    return by_request(offer) and offer.is_open


def days_kept() -> int:
    """How long a request is kept at the practice in scope."""
    return RequestSettings.of_practice().keep_days
