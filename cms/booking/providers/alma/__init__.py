"""Alma: a provider's profile; link only.

``secure.helloalma.com/providers/SLUG/``; what stands behind it in addresses is somebody's search, and is dropped.
Source: the service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import SLUG, Part, Service


class Alma(Service):
    key, name = "alma", "Alma"
    hosts = ("secure.helloalma.com", "helloalma.com", "www.helloalma.com")
    domains = ("helloalma.com",)
    marks = ("helloalma",)
    parts = {"provider": Part("Provider", SLUG, needed=True)}
    copy_this = "Copy the address of your profile, which goes on with /providers/ and your name."

    def read(self, address, snippet):
        match address.segments:
            case ("providers", provider):
                return {"provider": provider}

    def build_link(self, details):
        return f"https://secure.helloalma.com/providers/{details['provider']}/"


SERVICE = Alma()
