"""Microsoft Bookings: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

SOURCES = ["https://outlook.office.com", "https://outlook.office365.com"]
BOOK = Page(
    "microsoft",
    {"host": "outlook.office.com", "form": "book", "page": "Tideswell@practice.example"},
    link="https://outlook.office.com/book/Tideswell@practice.example/",
    said=[("At", "outlook.office.com"), ("Form", "book"), ("Page", "Tideswell@practice.example")],
    host="outlook.office.com",
    frame="https://outlook.office.com/book/Tideswell@practice.example/",
    sources=SOURCES,
)
OLD = Page(
    "microsoft",
    {
        "host": "outlook.office365.com",
        "form": "owa",
        "page": "Tideswell@practice.example",
        "service": "Eja_6BJgDEun7_yuG5NcCQ2",
    },
    link="https://outlook.office365.com/owa/calendar/Tideswell@practice.example/bookings/s/Eja_6BJgDEun7_yuG5NcCQ2",
    said=[
        ("At", "outlook.office365.com"),
        ("Form", "owa"),
        ("Page", "Tideswell@practice.example"),
        ("Service", "Eja_6BJgDEun7_yuG5NcCQ2"),
    ],
    host="outlook.office365.com",
    frame="https://outlook.office365.com/owa/calendar/Tideswell@practice.example/bookings/s/Eja_6BJgDEun7_yuG5NcCQ2",
    sources=SOURCES,
)
PERSON = Page(
    "microsoft",
    {"host": "outlook.office.com", "form": "bookwithme", "page": "4ced7b7b91134a18840e6a4ea975b021@practice.example"},
    link="https://outlook.office.com/bookwithme/user/4ced7b7b91134a18840e6a4ea975b021@practice.example?anonymous",
    said=[
        ("At", "outlook.office.com"),
        ("Form", "bookwithme"),
        ("Page", "4ced7b7b91134a18840e6a4ea975b021@practice.example"),
    ],
    host="outlook.office.com",
    frame="https://outlook.office.com/bookwithme/user/4ced7b7b91134a18840e6a4ea975b021@practice.example?anonymous",
    sources=SOURCES,
)

ACCEPTED = [
    ("https://outlook.office.com/book/Tideswell@practice.example/?ismsaljsauthenabled", BOOK, ()),
    ("outlook.office.com/book/Tideswell%40practice.example", BOOK, ()),
    (
        '<iframe src="https://outlook.office.com/book/Tideswell@practice.example/" width="100%"></iframe>',
        BOOK,
        ("sizes and styles",),
    ),
    (OLD.link, OLD, ()),
    (f"<a href=”{OLD.link}”>Book</a>", OLD, ()),
    (
        "https://outlook.office.com/bookwithme/user/4ced7b7b91134a18840e6a4ea975b021@practice.example"
        "?anonymous&ismsaljsauthenabled&ep=plink",
        PERSON,
        ("the tracking parameter ep",),
    ),
]

REFUSED = [
    ("https://outlook.office.com/mail/inbox", "Microsoft Bookings’s own front page"),
    (
        "https://outlook.office365.com/owa/calendar/a@practice.example/b1c2/calendar.ics",
        "Copy the link of your booking",
    ),
    ("https://outlook.office.com/book/a@b@c/", "The page is not written as Microsoft Bookings"),
    ("https://outlook.office.com.evil.example/book/a@b/", "looks like Microsoft Bookings"),
    ("https://outlook-office365.com/book/a@b/", "looks like Microsoft Bookings"),
]
