"""Square Appointments: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

BASE = "https://app.squareup.com/appointments/buyer/widget/m37vogyxyg3cxb/L9K9470312P89"
PAGE = Page(
    "square",
    {"merchant": "m37vogyxyg3cxb", "location": "L9K9470312P89"},
    link=BASE,
    said=[("Merchant", "m37vogyxyg3cxb"), ("Location", "L9K9470312P89")],
    host="app.squareup.com",
    frame=BASE,
    sources=["https://squareup.com", "https://app.squareup.com"],
)

ACCEPTED = [
    (BASE, PAGE, ()),
    (
        f"<!-- Start Square Appointments Embed Code --><script src='{BASE}.js'></script>",
        PAGE,
        ("a script of app.squareup.com",),
    ),
    (f"&lt;script src=&#8216;{BASE}.js&#8217;&gt;&lt;/script&gt;", PAGE, ("a script of app.squareup.com",)),
    (f'<iframe src="{BASE}" width="100%"></iframe>', PAGE, ("sizes and styles",)),
    ("https://book.squareup.com/appointments/m37vogyxyg3cxb/location/L9K9470312P89/services", PAGE, ()),
    (
        "squareup.com/appointments/book/m37vogyxyg3cxb/L9K9470312P89/start?rwg_token=a",
        PAGE,
        ("the parameter rwg_token",),
    ),
]

REFUSED = [
    ("https://squareup.com", "Square Appointments’s own front page"),
    ("https://app.squareup.com/login", "a page for signing in"),
    ("https://app.squareup.com/appointments/buyer/widget/short/L9K9470312P89", "The merchant is not written as"),
    ("https://app.squareup.com/appointments/buyer/widget/m37vogyxyg3cxb/x y", "The location is not written as"),
    ("https://squareup.com.evil.example/appointments", "looks like Square Appointments"),
    ("https://app-squareup.com/appointments", "looks like Square Appointments"),
]
