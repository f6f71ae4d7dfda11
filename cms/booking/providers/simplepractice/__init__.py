"""SimplePractice: a practice's client portal; link only, because its overlay needs its own script.

``NAME.clientsecure.me``; ``/request/service`` is where new clients begin, ``/contact-widget`` is its contact form.
The button's snippet has the name as ``data-spwidget-scope-uri`` and the practice's number as
``data-spwidget-scope-id``. Source: the service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import SUBDOMAIN, UUID, Part, Service

PAGES = {(): "", ("request",): "request/service", ("contact-widget",): "contact-widget"}
KINDS = {"contact form": "contact-widget"}


class SimplePractice(Service):
    key, name = "simplepractice", "SimplePractice"
    hosts = ("*.clientsecure.me",)
    domains = ("clientsecure.me", "simplepractice.com")
    marks = ("clientsecure", "simplepractice")
    scripts = ("widget-cdn.simplepractice.com",)
    parts = {
        "name": Part("Practice", SUBDOMAIN, needed=True),
        "scope": Part("Number", UUID),
        "page": Part("Page", "request/service|contact-widget"),
    }
    copy_this = "Copy the address of your client portal, which ends in .clientsecure.me."

    def read(self, address, snippet):
        page = PAGES.get(address.segments[:1]) if address.segments[1:2] in ((), ("service",), ("clinician",)) else None
        name = self.practice_at(address.host)
        return self._details(name, page, snippet) if name and page is not None else None

    def read_snippet(self, snippet):
        return [self._details(name, "", snippet) for name in snippet.values("data-spwidget-scope-uri")]

    def _details(self, name, page, snippet):
        numbers = snippet.values("data-spwidget-scope-id") if snippet else []
        kinds = snippet.values("data-spwidget-type") if snippet else []
        page = page or "".join(KINDS.get(kind.lower(), "") for kind in kinds[:1])
        details = {"name": name, "scope": (numbers or [""])[0], "page": page}
        return {part: value for part, value in details.items() if value}

    def build_link(self, details):
        return f"https://{details['name']}.clientsecure.me/{details.get('page', '')}"


SERVICE = SimplePractice()
