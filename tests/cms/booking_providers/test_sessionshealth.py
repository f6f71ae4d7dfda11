"""Sessions Health: what is understood of pastes, and what is refused."""

import pytest

from cms.booking.providers import Refused, read_paste

from .pastes import Page, page_of

PRACTICE = Page(
    "sessionshealth",
    {"name": "tideswell"},
    link="https://tideswell.sessionshealth.com/request",
    said=[("Practice", "tideswell")],
    host="tideswell.sessionshealth.com",
)

ACCEPTED = [
    ("https://tideswell.sessionshealth.com/", PRACTICE, ()),
    ("tideswell.sessionshealth.com/request", PRACTICE, ()),
    ("http://tideswell.sessionshealth.com/request?utm_source=a", PRACTICE, ("the tracking parameter utm_source",)),
    ("<a href='https://tideswell.sessionshealth.com/request'>Schedule a consult now!</a>", PRACTICE, ()),
]

REFUSED = [
    ("https://www.sessionshealth.com/", "Sessions Health’s own front page"),
    ("https://app.sessionshealth.com/calendar", "a page for signing in"),
    ("https://tideswell.sessionshealth.com/clients/sign_in", "a page for signing in"),
    ("https://sessionshealth.com.evil.example/request", "looks like Sessions Health"),
    ("https://tideswell.sessions-health.com/request", "looks like Sessions Health"),
]


@pytest.mark.parametrize(("paste", "page", "dropped"), ACCEPTED)
def test_a_paste_is_understood(paste, page, dropped):
    assert page_of(paste) == (page, dropped)


@pytest.mark.parametrize(("paste", "words"), REFUSED)
def test_a_paste_is_refused(paste, words):
    with pytest.raises(Refused) as refusal:
        read_paste(paste)
    assert words in str(refusal.value)
