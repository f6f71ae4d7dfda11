"""TherapyNotes: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PRACTICE = Page(
    "therapynotes",
    {"practice": "tideswell21117"},
    link="https://www.therapyportal.com/p/tideswell21117/appointments/availability/",
    said=[("Practice", "tideswell21117")],
    host="www.therapyportal.com",
)
CHOSEN = Page(
    "therapynotes",
    {"practice": "tideswell21117", "clinician": "666417", "location": "334903"},
    link="https://www.therapyportal.com/p/tideswell21117/appointments/availability/"
    "#AvailabilityClinician=666417&AvailabilityLocation=334903",
    said=[("Practice", "tideswell21117"), ("Clinician", "666417"), ("Location", "334903")],
    host="www.therapyportal.com",
)

ACCEPTED = [
    ("https://www.therapyportal.com/p/tideswell21117/", PRACTICE, ()),
    ("therapyportal.com/p/tideswell21117", PRACTICE, ()),
    (
        "http://www.therapyportal.com/p/tideswell21117/appointments/availability/?fbclid=a",
        PRACTICE,
        ("the tracking parameter fbclid",),
    ),
    ('<a href="https://www.therapyportal.com/p/tideswell21117/" target="_blank">Portal</a>', PRACTICE, ()),
    (CHOSEN.link, CHOSEN, ()),
    (f"<p><a href=“{CHOSEN.link.replace('&', '&#038;')}”>Book</a></p>", CHOSEN, ()),
]

REFUSED = [
    ("https://www.therapyportal.com", "TherapyNotes’s own front page"),
    ("https://www.therapynotes.com/app/login/", "a page for signing in"),
    ("https://www.therapyportal.com/p/tideswell21117/login", "a page for signing in"),
    ("https://www.therapyportal.com/p/a%2fb/", "The practice is not written as TherapyNotes"),
    ("https://therapyportal.com.evil.example/p/a1", "looks like TherapyNotes"),
    ("https://www.therapyportal.com/p/tw/#AvailabilityClinician=1x", "The clinician is not written as"),
]
