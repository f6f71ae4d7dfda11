"""Grow Therapy: a provider's profile, by number and name; link only.

``growtherapy.com/provider/ID/SLUG``, also seen at ``provider.growtherapy.com``. Source: the service's own
documentation and public code up to autumn 2026; not tried live.
"""

from ..service import SLUG, Part, Service


class GrowTherapy(Service):
    key, name = "growtherapy", "Grow Therapy"
    hosts = ("growtherapy.com", "www.growtherapy.com", "provider.growtherapy.com")
    domains = ("growtherapy.com",)
    marks = ("growtherapy",)
    parts = {
        "id": Part("Number", r"[a-z0-9]{6,40}", needed=True),
        "provider": Part("Provider", SLUG, needed=True),
    }
    copy_this = "Copy the address of your profile, which goes on with /provider/, a number and your name."

    def read(self, address, snippet):
        match address.segments:
            case ("provider", number, provider):
                return {"id": number, "provider": provider}

    def build_link(self, details):
        return f"https://growtherapy.com/provider/{details['id']}/{details['provider']}"


SERVICE = GrowTherapy()
