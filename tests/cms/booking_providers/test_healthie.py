"""Healthie: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

BASE = "https://secure.gethealthie.com/appointments/embed_appt"
ONE = Page(
    "healthie",
    {"provider": "15592590"},
    link=f"{BASE}?dietitian_id=15592590",
    said=[("Provider", "15592590")],
    host="secure.gethealthie.com",
    frame=f"{BASE}?dietitian_id=15592590",
    sources=["https://secure.gethealthie.com"],
)
CHOSEN = Page(
    "healthie",
    {"provider": "13804905", "whole": "true", "providers": "13804905,7", "types": "515479,515480"},
    link=f"{BASE}?dietitian_id=13804905&org_level=true&provider_ids=%5B13804905%2C7%5D&appt_type_ids=%5B515479%2C515480%5D",
    said=[
        ("Provider", "13804905"),
        ("Providers", "13804905,7"),
        ("Types of appointment", "515479,515480"),
        ("Whole organisation", "true"),
    ],
    host="secure.gethealthie.com",
    frame=f"{BASE}?dietitian_id=13804905&org_level=true&provider_ids=%5B13804905%2C7%5D&appt_type_ids=%5B515479%2C515480%5D",
    sources=["https://secure.gethealthie.com"],
)
OFFERING = Page(
    "healthie",
    {"provider": "3464974", "offering": "229095"},
    link=f"{BASE}?dietitian_id=3464974&offering_id=229095&require_offering=true",
    said=[("Provider", "3464974"), ("Offering", "229095")],
    host="secure.gethealthie.com",
    frame=f"{BASE}?dietitian_id=3464974&offering_id=229095&require_offering=true",
    sources=["https://secure.gethealthie.com"],
)
QUERY = "dietitian_id=13804905&provider_ids=%5B13804905,7%5D&appt_type_ids=[515479,515480]&org_level=true"

ACCEPTED = [
    (f"{BASE}?dietitian_id=15592590", ONE, ()),
    (
        f"{BASE}?dietitian_id=15592590&provider_ids=[]&org_level=false&primary_color=4A9625",
        ONE,
        (
            "the parameter provider_ids",
            "the parameter org_level",
            "colours of the widget",
        ),
    ),
    (
        f'<iframe src="{BASE}?dietitian_id=15592590" style="width:100%; height: 100%"></iframe>',
        ONE,
        ("sizes and styles",),
    ),
    (f"{BASE}?{QUERY}", CHOSEN, ()),
    (f"<iframe src='{BASE}?{QUERY.replace('&', '&amp;')}'></iframe>", CHOSEN, ()),
    (f"{BASE}?dietitian_id=3464974&require_offering=true&offering_id=229095", OFFERING, ()),
]

REFUSED = [
    ("https://secure.gethealthie.com/users/sign_in", "a page for signing in"),
    ("https://www.gethealthie.com", "Healthie’s own front page"),
    (BASE, "which names a dietitian_id"),
    (f"{BASE}?dietitian_id=1;2", "The provider is not written as Healthie"),
    (f"{BASE}?dietitian_id=1&appt_type_ids=[1,x]", "not written as Healthie"),
    ("https://secure.gethealthie.com.evil.example/appointments", "looks like Healthie"),
]
