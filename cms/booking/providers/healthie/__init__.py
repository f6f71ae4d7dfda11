"""Healthie: numbers of providers, types of appointment and offering; framed; announces nothing that is known.

``secure.gethealthie.com/appointments/embed_appt?dietitian_id=N&appt_type_ids=[…]``: lists stand in brackets, and are
kept without them. Source: the service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import NUMBER, Part, Service

NUMBERS = r"[0-9]{1,20}(?:,[0-9]{1,20}){0,39}"
LISTS = {"provider_ids": "providers", "appt_type_ids": "types"}


class Healthie(Service):
    key, name = "healthie", "Healthie"
    hosts = ("secure.gethealthie.com",)
    domains = ("gethealthie.com",)
    marks = ("gethealthie",)
    parts = {
        "provider": Part("Provider", NUMBER, needed=True),
        "providers": Part("Providers", NUMBERS),
        "types": Part("Types of appointment", NUMBERS),
        "offering": Part("Offering", NUMBER),
        "whole": Part("Whole organisation", "true"),
    }
    keeps = {"dietitian_id": "provider", "offering_id": "offering", "org_level": "whole", **LISTS}
    writes = frozenset(("require_offering",))
    is_framed = True
    copy_this = "Copy the snippet or the link of your booking page, which names a dietitian_id."

    def read(self, address, snippet):
        if address.segments != ("appointments", "embed_appt"):
            return None
        kept = {part: value for part, value in self.kept(address).items() if (part, value) != ("whole", "false")}
        if "provider" not in kept:
            return None
        # Lists come in brackets; an empty one chooses nothing.
        plain = {part: value.strip("[]").replace(" ", "") for part, value in kept.items()}
        return {part: value for part, value in plain.items() if value}

    def build_link(self, details):
        bracketed = {part: f"[{details[part]}]" for part in LISTS.values() if part in details}
        required = {"require_offering": "true"} if "offering" in details else {}
        return self.with_query(
            "https://secure.gethealthie.com/appointments/embed_appt", details | bracketed, **required
        )

    def build_frame(self, details, our_host):
        return self.build_link(details)

    def build_frame_sources(self, details):
        return ["https://secure.gethealthie.com"]


SERVICE = Healthie()
