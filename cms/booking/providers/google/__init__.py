"""Google appointment schedule: a schedule's number, framed; and its short link, which is a link only.

``calendar.google.com/calendar/appointments/schedules/ID?gv=true``: in September 2026 a frame needed no other source.
The short link ``calendar.app.google/CODE`` leads there; of it no frame can be made, so it is a service of its own in
the registry. Source: the service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import Part, Service

MARKS = (r"calendar[.-]?(app[.-]?)?google", r"google[.-]?calendar")
COPY_THIS = "Copy the link of the schedule (Google Calendar: “Share”, a single booking page)."


class GoogleSchedule(Service):
    key, name = "google", "Google appointment schedule"
    hosts = ("calendar.google.com",)
    domains = ("calendar.google.com",)
    marks = MARKS
    parts = {"schedule": Part("Schedule", r"[A-Za-z0-9_=-]{5,200}", needed=True)}
    writes = frozenset(("gv",))
    is_framed = True
    copy_this = COPY_THIS

    def read(self, address, snippet):
        match address.segments:
            case ("calendar", "appointments", "schedules", schedule):
                return {"schedule": schedule}
            case ("calendar", "u", number, "appointments", "schedules", schedule) if number.isdigit():
                return {"schedule": schedule}

    def build_link(self, details):
        return f"https://calendar.google.com/calendar/appointments/schedules/{details['schedule']}?gv=true"

    def build_frame(self, details, our_host):
        return self.build_link(details)

    def build_frame_sources(self, details):
        return ["https://calendar.google.com"]


class GoogleShortLink(Service):
    key, name = "googleshort", "Google appointment schedule (short link)"
    hosts = ("calendar.app.google",)
    domains = ("calendar.app.google",)
    marks = MARKS
    parts = {"code": Part("Short link", r"[A-Za-z0-9]{6,40}", needed=True)}
    copy_this = COPY_THIS

    def read(self, address, snippet):
        return {"code": address.segments[0]} if len(address.segments) == 1 else None

    def build_link(self, details):
        return f"https://calendar.app.google/{details['code']}"


SCHEDULE, SHORT_LINK = GoogleSchedule(), GoogleShortLink()
