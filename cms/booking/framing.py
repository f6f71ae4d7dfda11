"""The calendar of a booking service on our own page: where it comes from, and what it may tell us."""

from dataclasses import dataclass

from .models import BookingOffer


@dataclass(frozen=True)
class Announced:
    """The message by which a calendar tells the page around it that a booking was made."""

    origin: str
    message: str
    field: str  # of the message that holds it; empty where the message is the words themselves


@dataclass(frozen=True)
class Frame:
    """An address to frame after the reader's click, and the only origins that the page may frame then."""

    address: str
    sources: list[str]
    announced: Announced | None


def frame_of(offer: BookingOffer, our_host: str) -> Frame | None:
    """None where the service does not let itself be framed. ``our_host`` is without port: some services ask for it."""
    service, details = offer.booking_service, offer.service_details
    if service is None or not service.is_framed:
        return None
    announces = service.announces
    announced = Announced(announces.origin(details), announces.message, announces.field) if announces else None
    return Frame(service.frame(details, our_host), service.frame_sources(details), announced)
