"""Headway: a provider's profile; link only.

``care.headway.co/providers/SLUG``. Source: the service's own documentation and public code up to autumn 2026; not
tried live.
"""

from ..service import SLUG, Part, Service


class Headway(Service):
    key, name = "headway", "Headway"
    hosts = ("care.headway.co",)
    domains = ("headway.co",)
    # The charity at headway.org.uk and shops at headway.co.uk are somebody else.
    marks = (r"care[.-]headway", r"(^|[.-])headway\.co(\.[a-z]{3,}|\..+\..+)$", r"[a-z0-9]-headway\.co$")
    parts = {"provider": Part("Provider", SLUG, needed=True)}
    copy_this = "Copy the address of your profile, which goes on with /providers/ and your name."

    def read(self, address, snippet):
        match address.segments:
            case ("providers", provider):
                return {"provider": provider}

    def build_link(self, details):
        return f"https://care.headway.co/providers/{details['provider']}"


SERVICE = Headway()
