"""IntakeQ, also called PracticeQ: a practice's booking page; link only (a frame may be possible; it was not tried).

``NAME.intakeq.com/booking``, the same at practiceq.com, or ``intakeq.com/booking/CODE``; service, practitioner,
category and location can be chosen. Its widget names an account, of which no link can be made. Source: the service's
own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import SUBDOMAIN, Part, Service

CODE = r"[A-Za-z0-9-]{1,60}"


class IntakeQ(Service):
    key, name = "intakeq", "IntakeQ / PracticeQ"
    hosts = ("*.intakeq.com", "*.practiceq.com", "intakeq.com")
    domains = ("intakeq.com", "practiceq.com")
    marks = ("intakeq", "practiceq")
    parts = {
        "name": Part("Practice", SUBDOMAIN),
        "at": Part("At", "practiceq"),
        "code": Part("Page", r"[A-Za-z0-9]{4,40}"),
        "service": Part("Service", CODE),
        "practitioner": Part("Practitioner", CODE),
        "category": Part("Category", CODE),
        "location": Part("Location", CODE),
    }
    keeps = {
        "serviceId": "service",
        "practitionerId": "practitioner",
        "categoryId": "category",
        "locationId": "location",
    }
    copy_this = "Copy the booking link, for example from your settings: it ends in intakeq.com/booking."

    def read(self, address, snippet):
        kept = self.kept(address)
        match address.segments:
            case ("booking", code) if address.host in ("intakeq.com", "www.intakeq.com"):
                return {"code": code, **kept}
            case ("booking",) if name := self.practice_at(address.host):
                at = {"at": "practiceq"} if address.host.endswith(".practiceq.com") else {}
                return {"name": name, **at, **kept} if address.host != "intakeq.com" else None

    def is_whole(self, details):
        return ("name" in details) != ("code" in details) and not {"code", "at"} <= details.keys()

    def build_link(self, details):
        if "code" in details:
            return self.with_query(f"https://intakeq.com/booking/{details['code']}", details)
        return self.with_query(f"https://{details['name']}.{details.get('at', 'intakeq')}.com/booking", details)


SERVICE = IntakeQ()
