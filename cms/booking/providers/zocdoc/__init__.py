"""Zocdoc: the page of a practice or of one doctor, by its number; link only.

``www.zocdoc.com/practice/SLUG-NUMBER``; the two parameters of a practice's page are those of its own button. Source:
the service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import Part, Service


class Zocdoc(Service):
    key, name = "zocdoc", "Zocdoc"
    hosts = ("www.zocdoc.com", "zocdoc.com")
    domains = ("zocdoc.com",)
    marks = ("zocdoc",)
    scripts = ("offsiteschedule.zocdoc.com",)
    parts = {
        "kind": Part("Kind", "practice|doctor", needed=True),
        "page": Part("Page", r"[a-z0-9](?:[a-z0-9-]{0,140})-[0-9]{1,12}", needed=True),
    }
    writes = frozenset(("lock", "isNewPatient"))
    copy_this = "Copy the address of your own page, which ends in its number."

    def read(self, address, snippet):
        match address.segments:
            case ("practice" | "doctor" as kind, page):
                return {"kind": kind, "page": page}

    def build_link(self, details):
        address = f"https://www.zocdoc.com/{details['kind']}/{details['page']}"
        return f"{address}?lock=true&isNewPatient=false" if details["kind"] == "practice" else address


SERVICE = Zocdoc()
