"""Doctolib: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

FRAMED = Page(
    "doctolib",
    {"country": "fr", "slug": "tideswell"},
    link="https://www.doctolib.fr/iframe/tideswell",
    said=[("Country", "fr"), ("Profile", "tideswell")],
    host="www.doctolib.fr",
    frame="https://www.doctolib.fr/iframe/tideswell",
    sources=["https://www.doctolib.fr"],
)
PROFILE = Page(
    "doctolib",
    {
        "country": "de",
        "specialty": "psychotherapie",
        "town": "berlin",
        "slug": "tideswell",
        "place": "practice-624466",
    },
    link="https://www.doctolib.de/psychotherapie/berlin/tideswell?pid=practice-624466",
    said=[
        ("Country", "de"),
        ("Specialty", "psychotherapie"),
        ("Town", "berlin"),
        ("Profile", "tideswell"),
        ("Place", "practice-624466"),
    ],
    host="www.doctolib.de",
    frame="https://www.doctolib.de/iframe/tideswell",
    sources=["https://www.doctolib.de"],
)

ACCEPTED = [
    ("https://www.doctolib.fr/iframe/tideswell", FRAMED, ()),
    (
        '<iframe src="https://www.doctolib.fr/iframe/tideswell" allow="payment" width="100%"></iframe>',
        FRAMED,
        ("sizes and styles",),
    ),
    ("&lt;iframe src=&#8221;http://doctolib.fr/iframe/tideswell&#8243;&gt;&lt;/iframe&gt;", FRAMED, ()),
    (
        "https://www.doctolib.de/psychotherapie/berlin/tideswell?pid=practice-624466&utm_source=a",
        PROFILE,
        ("the tracking parameter utm_source",),
    ),
    ("doctolib.de/psychotherapie/berlin/tideswell?pid=practice-624466", PROFILE, ()),
]

REFUSED = [
    ("https://www.doctolib.fr", "Doctolib’s own front page"),
    ("https://www.doctolib.fr/psychologue/antony", "Copy the address of your profile"),
    ("https://pro.doctolib.fr/signin", "a page for signing in"),
    ("https://www.doctolib.fr/iframe/a%20b", "The profile is not written as Doctolib"),
    ("https://www.doctolib.fr/a/b/c?pid=1", "The place is not written as Doctolib"),
    ("https://doctolib.fr.evil.example/iframe/a", "looks like Doctolib"),
    ("https://doctoIib.fr/iframe/a", "looks like Doctolib"),
]
