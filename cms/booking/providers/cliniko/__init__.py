"""Cliniko: a practice's name and the region its data lies in; framed; says when a booking is completed.

``NAME.uk1.cliniko.com/bookings`` with the numbers of business, practitioner and type of appointment. The message is
the string itself (measured, undocumented; others are ``…:schedule``, ``…:patient`` and
``cliniko-bookings-resize:<px>``). Source: the service's own documentation and public code up to autumn 2026; not
tried live.
"""

from ..service import NUMBER, SUBDOMAIN, Announcement, Part, Service


def host_of(details):
    return ".".join(details[part] for part in ("name", "region") if part in details) + ".cliniko.com"


class Cliniko(Service):
    key, name = "cliniko", "Cliniko"
    hosts = ("*.cliniko.com", "*.*.cliniko.com")
    domains = ("cliniko.com",)
    marks = ("cliniko",)
    parts = {
        "name": Part("Practice", SUBDOMAIN, needed=True),
        "region": Part("Region", r"[a-z]{2}[0-9]{1,2}"),
        "business": Part("Business", NUMBER),
        "practitioner": Part("Practitioner", NUMBER),
        "type": Part("Type of appointment", NUMBER),
    }
    keeps = {"business_id": "business", "practitioner_id": "practitioner", "appointment_type_id": "type"}
    writes = frozenset(("embedded",))
    is_framed = True
    announces = Announcement(("cliniko-bookings-page:confirmed",), "", lambda details: f"https://{host_of(details)}")
    copy_this = "Copy the link of your online bookings, which ends in cliniko.com/bookings."

    def read(self, address, snippet):
        if address.segments != ("bookings",) or not self.practice_at(address.host):
            return None
        name, *region = address.host.removesuffix(".cliniko.com").split(".")
        return {"name": name, **({"region": region[0]} if region else {}), **self.kept(address)}

    def build_link(self, details):
        return self.with_query(f"https://{host_of(details)}/bookings", details)

    def build_frame(self, details, our_host):
        return self.with_query(f"https://{host_of(details)}/bookings", details, embedded="true")

    def build_frame_sources(self, details):
        return [f"https://{host_of(details)}"]


SERVICE = Cliniko()
