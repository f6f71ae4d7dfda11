"""Zocdoc: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PRACTICE = Page(
    "zocdoc",
    {"kind": "practice", "page": "tideswell-llc-141302"},
    link="https://www.zocdoc.com/practice/tideswell-llc-141302?lock=true&isNewPatient=false",
    said=[("Kind", "practice"), ("Page", "tideswell-llc-141302")],
    host="www.zocdoc.com",
)
DOCTOR = Page(
    "zocdoc",
    {"kind": "doctor", "page": "example-phd-12345"},
    link="https://www.zocdoc.com/doctor/example-phd-12345",
    said=[("Kind", "doctor"), ("Page", "example-phd-12345")],
    host="www.zocdoc.com",
)
PLUGIN = """<div class="zd-plugin-container"><a style="display:block" class="zd-plugin" data-type="book-button"
 href="https://www.zocdoc.com/practice/tideswell-llc-141302?lock=true&amp;isNewPatient=false&amp;referrerType=widget"
 data-practice-id="141302" title="Tideswell"><img alt="Book"
 src="https://offsiteschedule.zocdoc.com/images/remote/rb_BookOnline_Blue_162x71.png?type=bobjs"></a></div>
<script>(function (d) { var script = d.createElement('script'); script.type = 'text/javascript'; script.async = true;
 script.src = 'https://offsiteschedule.zocdoc.com/plugin/embed'; })(document);</script>"""

ACCEPTED = [
    ("https://www.zocdoc.com/practice/tideswell-llc-141302", PRACTICE, ()),
    ("http://zocdoc.com/practice/tideswell-llc-141302?lock=true&isNewPatient=true", PRACTICE, ()),
    (
        PLUGIN,
        PRACTICE,
        ("a script", "the tracking parameter referrerType", "a picture", "sizes and styles"),
    ),
    ("www.zocdoc.com/doctor/example-phd-12345?insuranceCarrier=1", DOCTOR, ("the parameter insuranceCarrier",)),
]

REFUSED = [
    ("https://www.zocdoc.com", "Zocdoc’s own front page"),
    ("https://www.zocdoc.com/about/request/", "Copy the address of your own page"),
    ("https://www.zocdoc.com/signin", "a page for signing in"),
    ("https://www.zocdoc.com/practice/tideswell", "The page is not written as Zocdoc"),
    ("https://zocdoc.com.evil.example/practice/a-1", "looks like Zocdoc"),
    ("https://z0cdoc.com/practice/a-1", "looks like Zocdoc"),
]
