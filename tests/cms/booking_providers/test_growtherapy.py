"""Grow Therapy: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PROFILE = Page(
    "growtherapy",
    {"id": "kc1m44da04vg", "provider": "tideswell-2"},
    link="https://growtherapy.com/provider/kc1m44da04vg/tideswell-2",
    said=[("Number", "kc1m44da04vg"), ("Provider", "tideswell-2")],
    host="growtherapy.com",
)

ACCEPTED = [
    ("https://growtherapy.com/provider/kc1m44da04vg/tideswell-2", PROFILE, ()),
    ("http://growtherapy.com/provider/kc1m44da04vg/tideswell-2", PROFILE, ()),
    (
        "growtherapy.com/provider/kc1m44da04vg/tideswell-2?utm_source=pem&utm_medium=direct_link",
        PROFILE,
        (
            "the tracking parameter utm_source",
            "the tracking parameter utm_medium",
        ),
    ),
    ("<a href=“https://growtherapy.com/provider/kc1m44da04vg/tideswell-2” target=“_blank”>Book</a>", PROFILE, ()),
    (
        "See my profile (https://growtherapy.com/provider/kc1m44da04vg/tideswell-2), please.",
        PROFILE,
        ("the text around the link",),
    ),
]

REFUSED = [
    ("https://www.growtherapy.com", "Grow Therapy’s own front page"),
    ("https://www.growtherapy.com/login", "a page for signing in"),
    ("https://growtherapy.com/provider/kc1m44da04vg/tideswell-2%22x", "The provider is not written as"),
    ("https://grow-therapy.com/provider/a", "looks like Grow Therapy"),
    ("https://growtherapy.com.evil.example/provider/a", "looks like Grow Therapy"),
]
