"""Sessions Health: a practice's client portal; link only.

``NAME.sessionshealth.com``, where new clients ask at ``/request``. Source: the service's own documentation and public
code up to autumn 2026; not tried live.
"""

from ..service import SUBDOMAIN, Part, Service


class SessionsHealth(Service):
    key, name = "sessionshealth", "Sessions Health"
    hosts = ("*.sessionshealth.com",)
    domains = ("sessionshealth.com",)
    marks = ("sessionshealth",)
    parts = {"name": Part("Practice", SUBDOMAIN, needed=True)}
    copy_this = "Copy the address of your client portal, which begins with the name of your practice."

    def read(self, address, snippet):
        name = self.practice_at(address.host)
        return {"name": name} if name and address.segments in ((), ("request",)) else None

    def build_link(self, details):
        return f"https://{details['name']}.sessionshealth.com/request"


SERVICE = SessionsHealth()
