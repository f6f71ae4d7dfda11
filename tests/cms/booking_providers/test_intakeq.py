"""IntakeQ / PracticeQ: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

SERVICE = "17d0bbca-0d95-4e32-8a8b-3ae8ae2c1152"
PRACTICE = Page(
    "intakeq",
    {"name": "tideswell"},
    link="https://tideswell.intakeq.com/booking",
    said=[("Practice", "tideswell")],
    host="tideswell.intakeq.com",
)
CHOSEN = Page(
    "intakeq",
    {"name": "tideswell", "service": SERVICE},
    link=f"https://tideswell.intakeq.com/booking?serviceId={SERVICE}",
    said=[("Practice", "tideswell"), ("Service", SERVICE)],
    host="tideswell.intakeq.com",
)
CODE = Page(
    "intakeq",
    {"code": "sglmgu"},
    link="https://intakeq.com/booking/sglmgu",
    said=[("Page", "sglmgu")],
    host="intakeq.com",
)
PRACTICEQ = Page(
    "intakeq",
    {"name": "tideswell", "at": "practiceq"},
    link="https://tideswell.practiceq.com/booking",
    said=[("Practice", "tideswell"), ("At", "practiceq")],
    host="tideswell.practiceq.com",
)

ACCEPTED = [
    ("https://Tideswell.intakeq.com/booking", PRACTICE, ()),
    ("https://tideswell.intakeq.com/booking?clientArea=1", PRACTICE, ("the parameter clientArea",)),
    ('<a class="btn" href="https://tideswell.intakeq.com/booking">Book</a>', PRACTICE, ()),
    (f"https://tideswell.intakeq.com/booking?serviceId={SERVICE}", CHOSEN, ()),
    (
        f'<iframe src="https://tideswell.intakeq.com/booking?serviceId={SERVICE}&amp;utm_source=a"></iframe>',
        CHOSEN,
        ("the tracking parameter utm_source",),
    ),
    ("intakeq.com/booking/sglmgu", CODE, ()),
    ("https://tideswell.practiceq.com/booking", PRACTICEQ, ()),
]

REFUSED = [
    ("https://intakeq.com", "IntakeQ / PracticeQ’s own front page"),
    ("https://intakeq.com/signin", "a page for signing in"),
    ("https://intakeq.com/booking", "ends in intakeq.com/booking"),
    ("https://tideswell.intakeq.com/booking?serviceId=a/b", "The service is not written as IntakeQ"),
    ("https://tideswell.intakeq.com.evil.example/booking", "looks like IntakeQ"),
    (
        '<div id="intakeq"></div><script src="https://intakeq.com/js/widget.min.js?1"></script>',
        "only a script of intakeq.com",
    ),
]
