"""Google appointment schedule: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

ID = "AcZssZ0HH7UcCwpUcb-NlDA38ZGn_NmQqHUJ9llAjBKixKAX"
BASE = f"https://calendar.google.com/calendar/appointments/schedules/{ID}"
SCHEDULE = Page(
    "google",
    {"schedule": ID},
    link=f"{BASE}?gv=true",
    said=[("Schedule", ID)],
    host="calendar.google.com",
    frame=f"{BASE}?gv=true",
    sources=["https://calendar.google.com"],
)
SHORT = Page(
    "googleshort",
    {"code": "F63aBoA5vxJdtihj7"},
    link="https://calendar.app.google/F63aBoA5vxJdtihj7",
    said=[("Short link", "F63aBoA5vxJdtihj7")],
    host="calendar.app.google",
)
FRAME = f"""<!-- Google Calendar Appointment Scheduling begin -->
<iframe src="{BASE}?gv=true" style="border: 0" width="100%" height="600" frameborder="0"></iframe>
<!-- end Google Calendar Appointment Scheduling -->"""
BUTTON = f"""<link href="https://calendar.google.com/calendar/scheduling-button-script.css" rel="stylesheet">
<script src="https://calendar.google.com/calendar/scheduling-button-script.js" async></script>
<script>(function() {{ var target = document.currentScript; window.addEventListener('load', function() {{
 calendar.schedulingButton.load({{ url: '{BASE}?gv=true', color: '#039BE5', label: "Book", target, }});
}}); }})();</script>"""

ACCEPTED = [
    (BASE, SCHEDULE, ()),
    (
        f"http://calendar.google.com/calendar/u/0/appointments/schedules/{ID}?utm_source=a",
        SCHEDULE,
        ("the tracking parameter utm_source",),
    ),
    (FRAME, SCHEDULE, ("sizes and styles",)),
    (
        FRAME.replace('"', "&quot;").replace("<", "&lt;").replace("schedules/", "schedules/\n"),
        SCHEDULE,
        ("sizes and styles",),
    ),
    (
        BUTTON,
        SCHEDULE,
        ("a script", "a script of calendar.google.com", "a style sheet of calendar.google.com"),
    ),
    ("https://calendar.app.google/F63aBoA5vxJdtihj7", SHORT, ()),
    ("Book me: calendar.app.google/F63aBoA5vxJdtihj7", SHORT, ("the text around the link",)),
]

REFUSED = [
    ("https://calendar.google.com", "Google appointment schedule’s own front page"),
    ("https://calendar.google.com/calendar/u/0/r", "a single booking page"),
    ("https://calendar.google.com/calendar/embed?src=a%40b.example", "own front page"),
    ("https://calendar.app.google/", "own front page"),
    ("https://calendar.app.google/a/b", "own front page"),
    (f"{BASE}%22onload", "The schedule is not written as"),
    ("https://calendar.google.com.evil.example/calendar", "looks like Google appointment schedule"),
    ("https://calendar-google.com/calendar", "looks like Google appointment schedule"),
]
