"""Setmore: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

NUMBER = "3ab330b8-e7af-4596-b77b-ee54e85b857c"
PAGE = Page(
    "setmore",
    {"page": NUMBER},
    link=f"https://booking.setmore.com/scheduleappointment/{NUMBER}",
    said=[("Page", NUMBER)],
    host="booking.setmore.com",
    frame=f"https://booking.setmore.com/scheduleappointment/{NUMBER}",
    sources=["https://booking.setmore.com"],
)
NAMED = Page(
    "setmore",
    {"name": "tideswell"},
    link="https://tideswell.setmore.com/",
    said=[("Practice", "tideswell")],
    host="tideswell.setmore.com",
    frame="https://tideswell.setmore.com/",
    sources=["https://tideswell.setmore.com"],
)
BUTTON = f"""<script id='setmore_script' type='text/javascript'
 src='https://storage.googleapis.com/fullintegration-live/webComponentAppListing/Container/setmoreIframeLive.js'></script>
<a style='float:none;' id='Setmore_button_iframe' href='https://booking.setmore.com/scheduleappointment/{NUMBER}'>
<img border='none' src='https://storage.googleapis.com/full-assets/setmore/images/1.0/Settings/book-now-blue.svg'
 alt='Click here to book' /></a>"""

ACCEPTED = [
    (f"https://booking.setmore.com/scheduleappointment/{NUMBER}", PAGE, ()),
    (f"http://my.setmore.com/bookingpage/{NUMBER}", PAGE, ()),
    (
        f"https://booking.setmore.com/scheduleappointment/{NUMBER}/services/{NUMBER}?source=facebook",
        PAGE,
        ("the parameter source",),
    ),
    (BUTTON, PAGE, ("a script of storage.googleapis.com", "a picture", "sizes and styles")),
    (BUTTON.replace("'", "‘"), PAGE, ("a script of storage.googleapis.com", "a picture", "sizes and styles")),
    (f'<iframe src="https://booking.setmore.com/scheduleappointment/{NUMBER}"></iframe>', PAGE, ()),
    ("tideswell.setmore.com", NAMED, ()),
    ("https://tideswell.setmore.com/book?step=staff&type=service", NAMED, ("the parameter step", "the parameter type")),
]

REFUSED = [
    ("https://www.setmore.com/", "Setmore’s own front page"),
    ("https://my.setmore.com/login", "a page for signing in"),
    ("https://booking.setmore.com/", "own front page"),
    ("https://booking.setmore.com/scheduleappointment/a%00b", "The address is damaged"),
    ("https://booking-setmore.com/scheduleappointment/1", "looks like Setmore"),
    ("https://storage.googleapis.com.evil.example/setmore.js https://setmore.com", "Setmore’s own front page"),
]
