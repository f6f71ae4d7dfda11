"""Which offers take requests, and on what terms."""

from cms.booking.models import BookingOffer

from .models import RequestSettings

WAY = "request"
CLOSED_TO_ALL = {"closed", "until", "refer"}


def by_request(offer: BookingOffer) -> bool:
    """Whether the offer is booked with our own form."""
    return offer.way == WAY


def has_waiting_list(offer: BookingOffer) -> bool:
    return offer.state == "waiting"


def takes_requests(offer: BookingOffer) -> bool:
    """Open ones do, and those with a waiting list."""
    return by_request(offer) and (offer.is_open or has_waiting_list(offer))


def days_kept() -> int:
    """How long a request is kept at the practice in scope."""
    return RequestSettings.of_practice().keep_days
