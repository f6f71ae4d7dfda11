"""Acuity Scheduling: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

SOURCES = ["https://app.acuityscheduling.com", "https://app.squarespacescheduling.com"]
TENANTS = ["https://app.acuityscheduling.com", "https://tideswell.as.me", "https://app.squarespacescheduling.com"]
OWNER = Page(
    "acuity",
    {"owner": "12345678"},
    link="https://app.acuityscheduling.com/schedule.php?owner=12345678",
    said=[("Owner", "12345678")],
    host="app.acuityscheduling.com",
    frame="https://app.acuityscheduling.com/schedule.php?owner=12345678&ref=embedded_csp",
    sources=SOURCES,
)
CHOSEN = Page(
    "acuity",
    {"owner": "12345678", "type": "901", "calendar": "77"},
    link="https://app.acuityscheduling.com/schedule.php?owner=12345678&appointmentType=901&calendarID=77",
    said=[("Owner", "12345678"), ("Type of appointment", "901"), ("Calendar", "77")],
    host="app.acuityscheduling.com",
    frame="https://app.acuityscheduling.com/schedule.php?owner=12345678&appointmentType=901&calendarID=77&ref=embedded_csp",
    sources=SOURCES,
)
NAMED = Page(
    "acuity",
    {"name": "tideswell"},
    link="https://tideswell.as.me/",
    said=[("Page", "tideswell")],
    host="tideswell.as.me",
    frame="https://tideswell.as.me/?ref=embedded_csp",
    sources=TENANTS,
)
SCHEDULE = Page(
    "acuity",
    {"name": "tideswell", "page": "b9551587", "type": "901"},
    link="https://tideswell.as.me/schedule/b9551587?appointmentType=901",
    said=[("Page", "tideswell"), ("Schedule", "b9551587"), ("Type of appointment", "901")],
    host="tideswell.as.me",
    frame="https://tideswell.as.me/schedule/b9551587?appointmentType=901&ref=embedded_csp",
    sources=TENANTS,
)
FRAME = """<iframe src="https://app.acuityscheduling.com/schedule.php?owner=12345678&amp;ref=embedded_csp"
 title="Schedule Appointment" width="100%" height="800" frameBorder="0"></iframe>
<script src="https://embed.acuityscheduling.com/js/embed.js" type="text/javascript"></script>"""
BAR = """<a href="https://app.acuityscheduling.com/schedule.php?owner=12345678" target="_blank"
 class="acuity-embed-button">Book</a>
<link rel="stylesheet" href="https://embed.acuityscheduling.com/embed/button/12345678.css" id="acuity-button-styles" />
<script src="https://embed.acuityscheduling.com/embed/bar/12345678.js" async></script>"""

ACCEPTED = [
    ("https://app.acuityscheduling.com/schedule.php?owner=12345678", OWNER, ()),
    (
        "https://app.squarespacescheduling.com/schedule.php?owner=12345678&utm_medium=a",
        OWNER,
        ("the tracking parameter utm_medium",),
    ),
    (FRAME, OWNER, ("a script of embed.acuityscheduling.com", "sizes and styles")),
    (
        BAR,
        OWNER,
        ("a script of embed.acuityscheduling.com", "a style sheet of embed.acuityscheduling.com"),
    ),
    (
        "https://app.acuityscheduling.com/schedule.php?owner=12345678&amp;appointmentType=category:Classes",
        OWNER,
        ("the parameter appointmentType",),
    ),
    (
        "https://app.acuityscheduling.com/schedule.php?owner=12345678&appointmentType=901&calendarID=77",
        CHOSEN,
        (),
    ),
    ("tideswell.as.me", NAMED, ()),
    ("http://tideswell.as.me/schedule.php", NAMED, ()),
    ("<iframe src=“https://tideswell.as.me/” width=“100%”></iframe>", NAMED, ("sizes and styles",)),
    ("https://tideswell.as.me/schedule/b9551587/appointment/901?appointmentTypeIds[]=901", SCHEDULE, ()),
    ("https://tideswell.as.me/schedule/b9551587?appointmentType=901", SCHEDULE, ()),
]

REFUSED = [
    ("https://app.acuityscheduling.com/schedule.php", "Acuity Scheduling’s own front page"),
    ("https://app.acuityscheduling.com/schedule.php?owner=12a", "The owner is not written as"),
    ("https://www.acuityscheduling.com/", "own front page"),
    ("https://www.as.me/", "own front page"),
    ("https://secure.acuityscheduling.com/login.php", "a page for signing in"),
    ("https://tideswell.as.me.evil.example/", "looks like Acuity Scheduling"),
    ("https://evil-as.me/", "looks like Acuity Scheduling"),
    ("https://tideswell.as.me/schedule/../../x", "goes up and down"),
    ("https://tideswell.as.me/schedule/zzzz", "The schedule is not written as"),
]
