"""Cal.com: what is understood of pastes, and what is refused."""

import pytest

from cms.booking.providers import Refused, read_paste, service_named

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

CLOUD = Page(
    "calcom",
    {"host": "cal.com", "page": "tideswell/first-call"},
    link="https://cal.com/tideswell/first-call",
    said=[("At", "cal.com"), ("Page", "tideswell/first-call")],
    host="cal.com",
    frame="https://app.cal.com/tideswell/first-call/embed?embed=booking&embedType=inline",
    sources=["https://app.cal.com", "https://cal.com"],
)
EUROPE = Page(
    "calcom",
    {"host": "cal.eu", "page": "team/tideswell/first-call"},
    link="https://cal.eu/team/tideswell/first-call",
    said=[("At", "cal.eu"), ("Page", "team/tideswell/first-call")],
    host="cal.eu",
    frame="https://app.cal.eu/team/tideswell/first-call/embed?embed=booking&embedType=inline",
    sources=["https://app.cal.eu", "https://cal.eu"],
)
OWN = Page(
    "calcom",
    {"host": "book.tideswell.example", "page": "tideswell/first-call"},
    link="https://book.tideswell.example/tideswell/first-call",
    said=[("At", "book.tideswell.example"), ("Page", "tideswell/first-call")],
    host="book.tideswell.example",
    frame="https://book.tideswell.example/tideswell/first-call/embed?embed=booking&embedType=inline",
    sources=["https://book.tideswell.example"],
)
INLINE = """<!-- Cal inline embed code begins -->
<div style="width:100%;height:100%;overflow:scroll" id="my-cal-inline"></div>
<script type="text/javascript">
(function (C, A, L) { let d = C.document; C.Cal = C.Cal || function () {
  if (a < 2) { d.createElement("script").src = A; } } })
(window, "{origin}/embed/embed.js", "init");
Cal("init", "first-call", {origin:"{origin}"});
Cal.ns["first-call"]("inline", { elementOrSelector:"#my-cal-inline", calLink: "tideswell/first-call",
  config: {"layout":"month_view"} });
</script>"""
BUTTON = """<button data-cal-link="tideswell/first-call?duration=30" data-cal-namespace="first-call"
 data-cal-config='{"layout":"month_view"}'>Book</button>"""
OWN_BUTTON = (
    '<button data-cal-link="/tideswell/first-call/" data-cal-origin="https://book.tideswell.example">Book</button>'
)

ACCEPTED = [
    ("https://cal.com/tideswell/first-call", CLOUD, ()),
    ("cal.com/tideswell/first-call?utm_campaign=x", CLOUD, ("the tracking parameter utm_campaign",)),
    (
        "http://app.cal.com/tideswell/first-call/embed?embed=x&embedType=inline&theme=dark",
        CLOUD,
        ("colours of the widget",),
    ),
    (INLINE.replace("{origin}", "https://app.cal.com"), CLOUD, ("a script", "sizes and styles")),
    (INLINE.replace("{origin}", "https://book.tideswell.example"), OWN, ("a script", "sizes and styles")),
    (BUTTON, CLOUD, ()),
    (BUTTON.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;"), CLOUD, ()),
    (OWN_BUTTON, OWN, ()),
    ("https://cal.eu/team/tideswell/first-call", EUROPE, ()),
    ('<iframe src="https://app.cal.eu/team/tideswell/first-call/embed?embed=a"></iframe>', EUROPE, ()),
]

REFUSED = [
    ("https://cal.com", "Cal.com’s own front page"),
    ("https://app.cal.com/event-types", "own front page"),
    ("https://app.cal.com/auth/login", "a page for signing in"),
    ("https://cal.com/team", "own front page"),
    ("https://cal.com/a/b/c/d", "The page is not written as Cal.com"),
    ("https://cal.com.evil.example/tideswell", "looks like Cal.com"),
    ("https://evil-cal.com/tideswell", "looks like Cal.com"),
    ('<button data-cal-link="">Book</button>', "names no page of Cal.com"),
    ('<button data-cal-link="../../x">Book</button>', "not written as Cal.com"),
    ('<button data-cal-link="a/b" data-cal-origin="https://calendly.com">Book</button>', "host of another service"),
    (
        '<button data-cal-link="a/b" data-cal-origin="https://calendly.com.evil.example">B</button>',
        "looks like Calendly",
    ),
    (
        '<button data-cal-link="a/b" data-cal-origin="https://localhost">Book</button>',
        "no address on the public internet",
    ),
    ('<button data-cal-link="a/b" data-cal-origin="https://127.0.0.1">Book</button>', "a number, not a name"),
    ('<button data-cal-link="a/b" data-cal-origin="book.example">Book</button>', "without https://"),
    (BUTTON + '<iframe src="https://cal.com/tideswell/other"></iframe>', "more than one booking page"),
    (OWN_BUTTON + '<i data-cal-link="a/b" data-cal-origin="https://cal.com"></i>', "two hosts for Cal.com"),
]


def test_our_own_pages_are_not_framed_as_an_own_host():
    service, details = service_named("calcom"), {"host": "tideswell.example", "page": "a/b"}
    with pytest.raises(Refused, match="names this site itself"):
        service.frame(details, "Tideswell.example")


def test_an_ordinary_word_that_ends_alike_is_another_link():
    assert read_paste("https://medical.community.example/book").service == "other"
    assert read_paste("https://www.medical.com/book").service == "other"
