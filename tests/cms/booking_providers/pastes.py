"""What a paste should become, in one value that can be compared, and the two tests that every service has."""

from dataclasses import dataclass, field

import pytest

from cms.booking.providers import Refused, read_paste, service_named

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


# Each service's test file imports these two; conftest.py gives them that file's rows, ACCEPTED and REFUSED.
def test_a_paste_is_understood(paste, meant, dropped):
    assert page_of(paste) == (meant, dropped)


def test_a_paste_is_refused(paste, words):
    with pytest.raises(Refused) as refusal:
        read_paste(paste)
    assert words in str(refusal.value)
