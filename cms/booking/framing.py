"""The calendar of a booking service on our own page: where it comes from, and what it may tell us."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sites.models.practice import is_of_installation

from .models import BookingOffer


@dataclass(frozen=True)
class Frame:
    """An address to frame after the reader's click, and the only origins that the page may frame then."""

    address: str
    sources: list[str]
    announced: dict[str, str] | None  # ``origin``, ``message`` and ``field`` of the message that says "booked"


def frame_of(offer: BookingOffer, our_host: str) -> Frame | None:
    """None where the service does not let itself be framed. ``our_host`` is without port: some services ask for it."""
    service, details = offer.booking_service, offer.service_details
    if service is None or not service.is_framed:
        return None
    sources = service.frame_sources(details)
    if not sources:  # some of a service's links can only be followed
        return None
    # A page of ours, framed with "allow-same-origin", could take its own sandbox off.
    if any(is_of_installation(host) or host == our_host for host in map(_host, sources)):
        return None
    announced = service.announces.data(details) if service.announces else None
    return Frame(service.frame(details, our_host), sources, announced)


def _host(source: str) -> str:
    return urlsplit(source).hostname or ""
