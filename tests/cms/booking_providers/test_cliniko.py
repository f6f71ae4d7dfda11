"""Cliniko: what is understood of pastes, and what is refused."""

from cms.booking.providers import service_named

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

PLAIN = Page(
    "cliniko",
    {"name": "tideswell", "region": "uk1"},
    link="https://tideswell.uk1.cliniko.com/bookings",
    said=[("Practice", "tideswell"), ("Region", "uk1")],
    host="tideswell.uk1.cliniko.com",
    frame="https://tideswell.uk1.cliniko.com/bookings?embedded=true",
    sources=["https://tideswell.uk1.cliniko.com"],
)
CHOSEN = Page(
    "cliniko",
    {"name": "tideswell", "region": "au4", "business": "65555", "practitioner": "103104", "type": "302766"},
    link="https://tideswell.au4.cliniko.com/bookings?business_id=65555&practitioner_id=103104&appointment_type_id=302766",
    said=[
        ("Practice", "tideswell"),
        ("Region", "au4"),
        ("Business", "65555"),
        ("Practitioner", "103104"),
        ("Type of appointment", "302766"),
    ],
    host="tideswell.au4.cliniko.com",
    frame="https://tideswell.au4.cliniko.com/bookings"
    "?business_id=65555&practitioner_id=103104&appointment_type_id=302766&embedded=true",
    sources=["https://tideswell.au4.cliniko.com"],
)
OLD = Page(
    "cliniko",
    {"name": "tideswell"},
    link="https://tideswell.cliniko.com/bookings",
    said=[("Practice", "tideswell")],
    host="tideswell.cliniko.com",
    frame="https://tideswell.cliniko.com/bookings?embedded=true",
    sources=["https://tideswell.cliniko.com"],
)
SNIPPET = """<iframe id='cliniko-82158340' src='https://tideswell.uk1.cliniko.com/bookings?embedded=true'
 frameborder='0' scrolling='auto' width='100%' height='1000' style='pointer-events: auto;'></iframe>
<script type='text/javascript'>
window.addEventListener('message', function handleIFrameMessage (e) {
  var clinikoBookings = document.getElementById('cliniko-82158340');
  if (typeof e.data !== 'string') return;
  if (e.data.search('cliniko-bookings-resize') > -1) { clinikoBookings.style.height = e.data.split(':')[1] + 'px'; }
  e.data.search('cliniko-bookings-page') > -1 && clinikoBookings.scrollIntoView();
});
</script>"""
QUERY = "business_id=65555&practitioner_id=103104&appointment_type_id=302766&embedded=true"

ACCEPTED = [
    ("https://tideswell.uk1.cliniko.com/bookings", PLAIN, ()),
    (
        "http://tideswell.uk1.cliniko.com/bookings?utm_id=1#service",
        PLAIN,
        (
            "the tracking parameter utm_id",
            "the end of the address after “#”",
        ),
    ),
    (SNIPPET, PLAIN, ("a script", "sizes and styles")),
    (SNIPPET.replace("'", "&#8217;").replace("\n", "<br>\n"), PLAIN, ("a script", "sizes and styles")),
    (f"https://tideswell.au4.cliniko.com/bookings?{QUERY}", CHOSEN, ()),
    (
        f'<iframe src="https://tideswell.au4.cliniko.com/bookings?{QUERY.replace("&", "&amp;amp;")}"></iframe>',
        CHOSEN,
        (),
    ),
    ('<iframe src="https://tideswell.au4.cliniko.com/bookings?\n   ' + QUERY + '"></iframe>', CHOSEN, ()),
    ("tideswell.cliniko.com/bookings", OLD, ()),
]

REFUSED = [
    ("https://www.cliniko.com", "Cliniko’s own front page"),
    ("https://tideswell.uk1.cliniko.com/", "Copy the link of your online bookings"),
    ("https://tideswell.uk1.cliniko.com/users/sign_in", "a page for signing in"),
    ("https://api.uk1.cliniko.com/bookings", "own front page"),
    ("https://tideswell.uk1.cliniko.com/bookings?business_id=1'2", "The business is not written as Cliniko"),
    ("https://a.b.uk1.cliniko.com/bookings", "own front page"),
    ("https://tideswell.xx.cliniko.com/bookings", "The region is not written as Cliniko"),
    ("https://uk1-cliniko.com/bookings", "looks like Cliniko"),
    ('<iframe src="" id="cliniko-1"></iframe>', "The frame has no address"),
]


def test_it_says_when_a_booking_is_completed():
    announced = service_named("cliniko").announces
    assert announced.data(CHOSEN.details) == {
        "origin": "https://tideswell.au4.cliniko.com",
        "message": "cliniko-bookings-page:confirmed",
        "field": "",
    }
