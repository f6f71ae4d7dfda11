"""What was understood of a link or snippet, in the owner's words."""

from dataclasses import dataclass

from .providers import read_paste, service_named


@dataclass(frozen=True)
class Answer:
    """The service, what of it is kept, where readers are led, and what was thrown away."""

    service: object
    details: dict[str, str]
    dropped: tuple[str, ...] = ()

    @property
    def said(self) -> list[tuple[str, str]]:
        return self.service.said(self.details)

    @property
    def link(self) -> str:
        return self.service.link(self.details)

    @property
    def host(self) -> str:
        return self.service.link_host(self.details)


def answer_to(pasted: str) -> Answer:
    """Raises Refused with the sentence for the owner."""
    understood = read_paste(pasted)
    return Answer(service_named(understood.service), understood.details, understood.dropped)


def understood_of(offer) -> Answer | None:
    """What is stored of the offer's service; None where there is none."""
    service = offer.booking_service
    return Answer(service, offer.service_details) if service else None
