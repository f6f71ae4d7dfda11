"""What a paste should become, in one value that can be compared."""

from dataclasses import dataclass, field

from cms.booking.providers import read_paste, service_named

OUR_HOST = "tideswell.example"


@dataclass(frozen=True)
class Page:
    """A booking page: what is kept, and what is made of it."""

    service: str
    details: dict
    link: str
    said: list
    host: str
    frame: str = ""
    sources: list = field(default_factory=list)


def page_of(paste: str) -> tuple[Page, tuple[str, ...]]:
    """What the code makes of a paste, and what it says that it threw away."""
    understood = read_paste(paste)
    service, details = service_named(understood.service), understood.details
    service.check(details)
    page = Page(
        understood.service,
        details,
        link=service.link(details),
        said=service.said(details),
        host=service.link_host(details),
        frame=service.frame(details, OUR_HOST) if service.is_framed else "",
        sources=service.frame_sources(details),
    )
    return page, understood.dropped
