"""Headway: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PROFILE = Page(
    "headway",
    {"provider": "tideswell-2"},
    link="https://care.headway.co/providers/tideswell-2",
    said=[("Provider", "tideswell-2")],
    host="care.headway.co",
)

ACCEPTED = [
    ("https://care.headway.co/providers/tideswell-2", PROFILE, ()),
    ("http://care.headway.co/providers/tideswell-2", PROFILE, ()),
    (
        "care.headway.co/providers/tideswell-2?utm_source=pem&utm_medium=direct_link",
        PROFILE,
        (
            "the tracking parameter utm_source",
            "the tracking parameter utm_medium",
        ),
    ),
    ("<a href=“https://care.headway.co/providers/tideswell-2” target=“_blank”>Book</a>", PROFILE, ()),
    ("See my profile (https://care.headway.co/providers/tideswell-2), please.", PROFILE, ("the text around the link",)),
]

REFUSED = [
    ("https://headway.co", "Headway’s own front page"),
    ("https://headway.co/login", "a page for signing in"),
    ("https://care.headway.co/providers/tideswell-2%22x", "The provider is not written as"),
    ("https://care-headway.co/providers/a", "looks like Headway"),
    ("https://headway.co.evil.example/providers/a", "looks like Headway"),
]
