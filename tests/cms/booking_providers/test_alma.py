"""Alma: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PROFILE = Page(
    "alma",
    {"provider": "tideswell-2"},
    link="https://secure.helloalma.com/providers/tideswell-2/",
    said=[("Provider", "tideswell-2")],
    host="secure.helloalma.com",
)

ACCEPTED = [
    ("https://secure.helloalma.com/providers/tideswell-2/", PROFILE, ()),
    ("http://secure.helloalma.com/providers/tideswell-2", PROFILE, ()),
    (
        "secure.helloalma.com/providers/tideswell-2?utm_source=pem&utm_medium=direct_link",
        PROFILE,
        (
            "the tracking parameter utm_source",
            "the tracking parameter utm_medium",
        ),
    ),
    ("<a href=“https://secure.helloalma.com/providers/tideswell-2/” target=“_blank”>Book</a>", PROFILE, ()),
    (
        "See my profile (https://secure.helloalma.com/providers/tideswell-2/), please.",
        PROFILE,
        ("the text around the link",),
    ),
]

REFUSED = [
    ("https://helloalma.com", "Alma’s own front page"),
    ("https://helloalma.com/login", "a page for signing in"),
    ("https://secure.helloalma.com/providers/tideswell-2%22x", "The provider is not written as"),
    ("https://hello-alma.com/providers/a", "looks like Alma"),
    ("https://helloalma.com.evil.example/providers/a", "looks like Alma"),
]
