"""Another link: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood


def link(url, host="booking.tideswell.example"):
    return Page("other", {"url": url}, link=url, said=[("Address", url)], host=host)


PLAIN = link("https://booking.tideswell.example/first-call")
FULL = link("https://booking.tideswell.example/a?b=1&c=d%20e#part")

ACCEPTED = [
    ("https://booking.tideswell.example/first-call", PLAIN, ()),
    ("http://Booking.Tideswell.example:80/first-call", PLAIN, ()),
    ("booking.tideswell.example/first-call", PLAIN, ()),
    ("https://booking.tideswell.example:443/first-call", PLAIN, ()),
    ("Please book at https://booking.tideswell.example/first-call!", PLAIN, ("the text around the link",)),
    (
        "https://booking.tideswell.example/a?b=1&utm_source=x&c=d%20e&gclid=y#part",
        FULL,
        (
            "the tracking parameter utm_source",
            "the tracking parameter gclid",
        ),
    ),
    (
        "https://booking.tideswell.example/a?b=1&c=d%20e&utm_content=z#part",
        FULL,
        ("the tracking parameter utm_content",),
    ),
    ("https://booking.tideswell.example/first-call#!&!", PLAIN, ()),
    ("booking.tideswell.example", link("https://booking.tideswell.example/"), ()),
    ("https://booking.tideswell.example/präxis", link("https://booking.tideswell.example/pr%C3%A4xis"), ()),
    ("https://booking.tideswell.example/a_(b)", link("https://booking.tideswell.example/a_(b)"), ()),
    ("https://www.headway.org.uk/", link("https://www.headway.org.uk/", "www.headway.org.uk"), ()),
]

REFUSED = [
    ('<iframe src="https://booking.tideswell.example/first-call"></iframe>', "paste the plain link alone"),
    ('<a href="https://booking.tideswell.example/first-call">Book</a>', "paste the plain link alone"),
    ("https://a.example/ https://b.example/", "more than one booking page"),
    ("https://a.example/ https://calendly.com/tideswell", "more than one booking service"),
    ("https://practice.calendly.example/", "looks like Calendly"),
    (f"https://a.example/{'a' * 2000}", "too long"),
]
