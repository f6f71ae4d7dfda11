"""SimplePractice: what is understood of pastes, and what is refused."""

from .pastes import Page, test_a_paste_is_refused, test_a_paste_is_understood

SCOPE = "f0bb7607-9917-4f3b-81bd-fddb06b08356"
PORTAL = Page(
    "simplepractice",
    {"name": "tideswell"},
    link="https://tideswell.clientsecure.me/",
    said=[("Practice", "tideswell")],
    host="tideswell.clientsecure.me",
)
NEW = Page(
    "simplepractice",
    {"name": "tideswell", "page": "request/service"},
    link="https://tideswell.clientsecure.me/request/service",
    said=[("Practice", "tideswell"), ("Page", "request/service")],
    host="tideswell.clientsecure.me",
)
BUTTON = Page(
    "simplepractice",
    {"name": "tideswell", "scope": SCOPE},
    link="https://tideswell.clientsecure.me/",
    said=[("Practice", "tideswell"), ("Number", SCOPE)],
    host="tideswell.clientsecure.me",
)
CONTACT = Page(
    "simplepractice",
    {"name": "tideswell", "scope": SCOPE, "page": "contact-widget"},
    link="https://tideswell.clientsecure.me/contact-widget",
    said=[("Practice", "tideswell"), ("Number", SCOPE), ("Page", "contact-widget")],
    host="tideswell.clientsecure.me",
)
SNIPPET = f"""<!-- Start SimplePractice Booking Widget Embed Code -->
<style>.spwidget-button-wrapper{{text-align: center}}.spwidget-button{{background: #d45d00}}</style>
<div class="spwidget-button-wrapper"><a href="https://tideswell.clientsecure.me" class="spwidget-button"
 data-spwidget-scope-id="{SCOPE}" data-spwidget-scope-uri="tideswell" data-spwidget-application-id="7c72cb"
 data-spwidget-type="OAR" data-spwidget-scope-global data-spwidget-autobind>Request Appointment</a></div>
<script src="https://widget-cdn.simplepractice.com/assets/integration-1.0.js"></script>"""
DROPPED = ("a script of widget-cdn.simplepractice.com", "sizes and styles")

ACCEPTED = [
    ("https://tideswell.clientsecure.me", PORTAL, ()),
    ("http://tideswell.clientsecure.me/?utm_source=a", PORTAL, ("the tracking parameter utm_source",)),
    ("Tideswell.ClientSecure.me", PORTAL, ()),
    ("https://tideswell.clientsecure.me/request/service", NEW, ()),
    ("https://tideswell.clientsecure.me/request/clinician?x=1", NEW, ("the parameter x",)),
    (SNIPPET, BUTTON, DROPPED),
    (SNIPPET.replace("\n", "<br />\n").replace('"', "&#8221;"), BUTTON, DROPPED),
    (SNIPPET.replace('href="https://tideswell.clientsecure.me"', 'href="#"'), BUTTON, DROPPED),
    (SNIPPET.replace("OAR", "Contact form"), CONTACT, DROPPED),
]

REFUSED = [
    ("https://www.clientsecure.me", "SimplePractice’s own front page"),
    ("https://account.simplepractice.com/login", "a page for signing in"),
    ("https://tideswell.clientsecure.me/sign-in", "a page for signing in"),
    ("https://tideswell.clientsecure.me.evil.example/", "looks like SimplePractice"),
    ("https://tideswell-clientsecure.me/", "looks like SimplePractice"),
    (SNIPPET.replace(SCOPE, "1 OR 1=1"), "The number is not written as SimplePractice"),
    (SNIPPET.replace('uri="tideswell"', 'uri="other-practice"'), "more than one booking page"),
]
