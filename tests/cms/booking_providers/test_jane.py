"""Jane: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PRACTICE = Page(
    "jane",
    {"name": "tideswell", "ending": "com"},
    link="https://tideswell.janeapp.com/",
    said=[("Practice", "tideswell"), ("Country", "com")],
    host="tideswell.janeapp.com",
)
TREATMENT = Page(
    "jane",
    {"name": "tideswell", "ending": "com", "staff": "4", "treatment": "133"},
    link="https://tideswell.janeapp.com/#/staff_member/4/treatment/133",
    said=[("Practice", "tideswell"), ("Country", "com"), ("Person", "4"), ("Treatment", "133")],
    host="tideswell.janeapp.com",
)
BRITISH = Page(
    "jane",
    {"name": "tideswell", "ending": "co.uk", "location": "harbour", "staff": "21"},
    link="https://tideswell.janeapp.co.uk/locations/harbour/book#/staff_member/21",
    said=[("Practice", "tideswell"), ("Country", "co.uk"), ("Location", "harbour"), ("Person", "21")],
    host="tideswell.janeapp.co.uk",
)
SECTION = Page(
    "jane",
    {"name": "tideswell", "ending": "com", "section": "counselling"},
    link="https://tideswell.janeapp.com/#/counselling",
    said=[("Practice", "tideswell"), ("Country", "com"), ("Section", "counselling")],
    host="tideswell.janeapp.com",
)
BUTTON = """<iframe frameborder="0" height="28" scrolling="no"
  src="https://tideswell.janeapp.com/embed/book_online" width="177"></iframe>"""

ACCEPTED = [
    ("https://tideswell.janeapp.com", PRACTICE, ()),
    (
        "tideswell.janeapp.com/?utm_source=a&gclid=b",
        PRACTICE,
        (
            "the tracking parameter utm_source",
            "the tracking parameter gclid",
        ),
    ),
    (BUTTON, PRACTICE, ("sizes and styles",)),
    (BUTTON.replace('"', "”"), PRACTICE, ("sizes and styles",)),
    ("https://tideswell.janeapp.com/#/staff_member/4/treatment/133", TREATMENT, ()),
    ("http://tideswell.janeapp.com/#staff_member/4/treatment/133", TREATMENT, ()),
    ("Book: https://tideswell.janeapp.com/#/staff_member/4/treatment/133.", TREATMENT, ("the text around the link",)),
    ("https://tideswell.janeapp.co.uk/locations/harbour/book#/staff_member/21/bio", BRITISH, ()),
    ("https://tideswell.janeapp.com/#/counselling", SECTION, ()),
]

REFUSED = [
    ("https://janeapp.com", "Jane’s own front page"),
    ("https://www.janeapp.com/", "own front page"),
    ("https://jane.app/login", "a page for signing in"),
    ("https://tideswell.janeapp.com/admin", "a page for signing in"),
    ("https://tideswell.janeapp.com/#/staff_member/4/../../x", "own front page"),
    ("https://tideswell.janeapp.com.evil.example/", "looks like Jane"),
    ("https://tideswell-janeapp.com/", "looks like Jane"),
    (f"https://tideswell.janeapp.com/#/staff_member/{'9' * 40}", "own front page"),
]
