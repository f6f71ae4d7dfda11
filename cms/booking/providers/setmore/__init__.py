"""Setmore: a booking page by its number, or by the practice's name; framed; announces nothing.

``booking.setmore.com/scheduleappointment/PAGE``, older ``my.setmore.com/bookingpage/PAGE``; or ``NAME.setmore.com``,
which is linked to and framed as it is. The script lies at storage.googleapis.com, and is not needed. Source: the
service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import SLUG, SUBDOMAIN, Part, Service


class Setmore(Service):
    key, name = "setmore", "Setmore"
    hosts = ("*.setmore.com",)
    domains = ("setmore.com",)
    marks = ("setmore",)
    scripts = ("storage.googleapis.com", "assets.setmore.com")
    parts = {"page": Part("Page", SLUG), "name": Part("Practice", SUBDOMAIN)}
    is_framed = True
    copy_this = "Copy the link of your booking page (Setmore: “Booking Page”)."

    def read(self, address, snippet):
        label = address.host.partition(".")[0]
        match address.segments:
            case ("scheduleappointment" | "bookingpage", page, *_) if label in ("booking", "my"):
                return {"page": page}
            case () | ("book", *_) if label not in ("booking", "go") and self.practice_at(address.host):
                return {"name": label}

    def is_whole(self, details):
        return len(details) == 1

    def build_link(self, details):
        if "name" in details:
            return f"https://{details['name']}.setmore.com/"
        return f"https://booking.setmore.com/scheduleappointment/{details['page']}"

    def build_frame(self, details, our_host):
        return self.build_link(details)

    def build_frame_sources(self, details):
        return [f"https://{details.get('name', 'booking')}.setmore.com"]


SERVICE = Setmore()
