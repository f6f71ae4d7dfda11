"""Sessions Health: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

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
