"""Calendly: a page, mostly with one event; framed; says when a booking is completed.

``calendly.com/USER/EVENT``; ``calendly.com/d/CODE/EVENT`` is a link that was shared. The frame's address is what the
service's own widget.js makes: our host stands in it without a path. The message comes as an object whose ``event``
says which. Source: the service's own documentation and public code up to autumn 2026; not tried live.
"""

from urllib.parse import urlencode

from ..service import SLUG, Announcement, Part, Service, names

OWN_PAGES = names(
    "about account app blog contact community customers d developer enterprise event_types events features forms help "
    "integrations legal login logout oauth organization pages pricing privacy resources scheduled_events security "
    "settings signup solutions teams terms users workflows"
)


class Calendly(Service):
    key, name = "calendly", "Calendly"
    hosts = ("calendly.com",)
    domains = ("calendly.com",)
    marks = ("calendly",)
    scripts = ("assets.calendly.com",)
    parts = {
        "user": Part("Page", SLUG),
        "share": Part("Shared link", r"[a-z0-9]{2,8}(?:-[a-z0-9]{2,8}){1,3}"),
        "event": Part("Event", SLUG),
    }
    writes = frozenset(("embed_domain", "embed_type"))
    is_framed = True
    announces = Announcement(("calendly.event_scheduled",), "event", lambda details: "https://calendly.com")
    copy_this = "Copy the link of your booking page: in Calendly, “Copy link” at the event."

    def read(self, address, snippet):
        match address.segments:
            case ("d", share, event):
                return {"share": share, "event": event}
            case (user,) if user.lower() not in OWN_PAGES:
                return {"user": user}
            case (user, event) if user.lower() not in OWN_PAGES:
                return {"user": user, "event": event}

    def is_whole(self, details):
        if details.get("user", "").lower() in OWN_PAGES:
            return False
        return set(details) in ({"user"}, {"user", "event"}, {"share", "event"})

    def build_link(self, details):
        if "share" in details:
            return f"https://calendly.com/d/{details['share']}/{details['event']}"
        return "https://calendly.com/" + "/".join(details[part] for part in ("user", "event") if part in details)

    def build_frame(self, details, our_host):
        ours = urlencode({"embed_domain": our_host, "embed_type": "Inline"})
        return f"{self.build_link(details)}?{ours}"

    def build_frame_sources(self, details):
        return ["https://calendly.com"]


SERVICE = Calendly()
