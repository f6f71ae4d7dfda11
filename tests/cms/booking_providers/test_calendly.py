"""Calendly: what is understood of pastes, and what is refused."""

from cms.booking.providers import service_named

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

EVENT = Page(
    "calendly",
    {"user": "tideswell", "event": "first-call"},
    link="https://calendly.com/tideswell/first-call",
    said=[("Page", "tideswell"), ("Event", "first-call")],
    host="calendly.com",
    frame="https://calendly.com/tideswell/first-call?embed_domain=tideswell.example&embed_type=Inline",
    sources=["https://calendly.com"],
)
WHOLE = Page(
    "calendly",
    {"user": "tideswell"},
    link="https://calendly.com/tideswell",
    said=[("Page", "tideswell")],
    host="calendly.com",
    frame="https://calendly.com/tideswell?embed_domain=tideswell.example&embed_type=Inline",
    sources=["https://calendly.com"],
)
SHARED = Page(
    "calendly",
    {"share": "cmq-wx2-3yz", "event": "first-call"},
    link="https://calendly.com/d/cmq-wx2-3yz/first-call",
    said=[("Shared link", "cmq-wx2-3yz"), ("Event", "first-call")],
    host="calendly.com",
    frame="https://calendly.com/d/cmq-wx2-3yz/first-call?embed_domain=tideswell.example&embed_type=Inline",
    sources=["https://calendly.com"],
)
INLINE = """<!-- Calendly inline widget begin -->
<div class="calendly-inline-widget" data-url="https://calendly.com/tideswell/first-call?primary_color=0b4f6c"
     style="min-width:320px;height:700px;"></div>
<script type="text/javascript" src="https://assets.calendly.com/assets/external/widget.js" async></script>
<!-- Calendly inline widget end -->"""
POPUP = """<link href="https://assets.calendly.com/assets/external/widget.css" rel="stylesheet">
<script src="https://assets.calendly.com/assets/external/widget.js" type="text/javascript" async></script>
<a href="" onclick="Calendly.initPopupWidget({url: 'https://calendly.com/tideswell/first-call'});return false;"
>Book</a>"""
BADGE = """<script type="text/javascript">window.onload = function() { Calendly.initBadgeWidget({
 url: 'https:\\/\\/calendly.com\\/tideswell\\/first-call', text: 'Book', color: '#0069ff'
 branding: true }); }</script>"""
MANGLED = """<p>&lt;div class=&#8221;calendly-inline-widget&#8221;<br />
data-url=&#8221;https://calendly.com/tideswell/first-call&#8243; style=&#8221;height:700px;&#8221;&gt;
&lt;/div&gt;</p>"""

ACCEPTED = [
    ("https://calendly.com/tideswell/first-call", EVENT, ()),
    ("  http://calendly.com/tideswell/first-call/  ", EVENT, ()),
    ("calendly.com/tideswell/first-call", EVENT, ()),
    ("HTTPS://CALENDLY.COM/tideswell/first-call", EVENT, ()),
    ("<https://calendly.com/tideswell/first-call>", EVENT, ()),
    ("[Book a call](https://calendly.com/tideswell/first-call)", EVENT, ("the text around the link",)),
    ("Book here: “https://calendly.com/tideswell/first-call”. Thanks!", EVENT, ("the text around the link",)),
    ("\ufeffhttps://calendly.com/tideswell/first-call\u200b", EVENT, ()),
    (
        "https://calendly.com/tideswell/first-call?utm_source=news&fbclid=x&month=2026-11&name=A&email=b",
        EVENT,
        (
            "the tracking parameter utm_source",
            "the tracking parameter fbclid",
            "the parameter month",
            "the prefilled name and e-mail",
        ),
    ),
    ("https://calendly.com/tideswell/first-call?embed_domain=old.example&embed_type=Inline", EVENT, ()),
    (INLINE, EVENT, ("colours of the widget", "a script of assets.calendly.com", "sizes and styles")),
    (
        POPUP,
        EVENT,
        ("a script", "a script of assets.calendly.com", "a style sheet of assets.calendly.com"),
    ),
    (BADGE, EVENT, ("a script",)),
    (MANGLED, EVENT, ("sizes and styles",)),
    ("Calendly.initPopupWidget({url: 'https://calendly.com/tideswell/first-call'});", EVENT, ("a script",)),
    ('<iframe src="//calendly.com/tideswell/first-call" width="100%">', EVENT, ("sizes and styles",)),
    ('<iframe src="about:blank" data-src="https://calendly.com/tideswell"></iframe>', WHOLE, ()),
    ('<a href="https://calendly.com/tideswell">https://calendly.com/tideswell</a>', WHOLE, ()),
    ("https://calendly.com/tideswell", WHOLE, ()),
    ("https://calendly.com/d/cmq-wx2-3yz/first-call?month=2026-11", SHARED, ("the parameter month",)),
]

REFUSED = [
    ("https://calendly.com", "This is Calendly’s own front page"),
    ("https://www.calendly.com/", "This is Calendly’s own front page"),
    ("https://calendly.com/login", "own front page or a page for signing in"),
    ("https://calendly.com/app/scheduling/meeting_types/user/me", "own front page"),
    ("https://help.calendly.com/hc/en-us", "“Copy link” at the event"),
    ("https://calendly.com/tides%20well", "The page is not written as Calendly writes it"),
    (f"https://calendly.com/{'a' * 130}", "The page is not written as Calendly writes it"),
    ("https://calendly.com/tideswell https://calendly.com/tideswell/first-call", "more than one booking page"),
    (
        '<script src="https://assets.calendly.com/assets/external/widget.js"></script>',
        "only a script of assets.calendly",
    ),
]


def test_it_says_when_a_booking_is_completed():
    announced = service_named("calendly").announces
    assert announced.names == ("calendly.event_scheduled",)
    assert announced.data(EVENT.details) == {
        "origin": "https://calendly.com",
        "message": "calendly.event_scheduled",
        "field": "event",
    }
