"""Microsoft Bookings: the mailbox of a booking page, perhaps one service; framed; announces nothing.

``outlook.office.com/book/NAME@TENANT/`` (``/s/SERVICE`` for one service), the older
``outlook.office365.com/owa/calendar/NAME@TENANT/bookings/``, and ``/bookwithme/user/ID@TENANT`` of one person, which
opens without signing in only with ``?anonymous``. Source: the service's own documentation and public code up to
autumn 2026; not tried live.
"""

from ..service import Part, Service

ID = r"[A-Za-z0-9_-]{1,80}"


class MicrosoftBookings(Service):
    key, name = "microsoft", "Microsoft Bookings"
    hosts = ("outlook.office.com", "outlook.office365.com")
    domains = ("outlook.office.com", "outlook.office365.com")
    marks = (r"outlook[.-]?office", "office365")
    parts = {
        "host": Part("At", r"outlook\.office\.com|outlook\.office365\.com", needed=True),
        "form": Part("Form", "book|owa|bookwithme", needed=True),
        "page": Part(
            "Page",
            r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98})(?:@[A-Za-z0-9](?:[A-Za-z0-9.-]{1,98})[A-Za-z0-9])?",
            needed=True,
        ),
        "service": Part("Service", ID),
    }
    writes = frozenset(("anonymous", "ismsaljsauthenabled"))
    is_framed = True
    copy_this = "Copy the link of your booking page (Bookings: “Booking page”, “Copy link”)."

    def read(self, address, snippet):
        match address.segments:
            case ("book", page) | ("book", page, "s", _):
                form = "book"
            case ("owa", "calendar", page, "bookings") | ("owa", "calendar", page, "bookings", "s", _):
                form = "owa"
            case ("bookwithme", "user", page) | ("bookwithme", "user", page, "meetingtype", _):
                form = "bookwithme"
            case _:
                return None
        chosen = address.segments[-1] if address.segments[-2] in ("s", "meetingtype") else ""
        return {"host": address.host, "form": form, "page": page, **({"service": chosen} if chosen else {})}

    def build_link(self, details):
        page, service = details["page"], details.get("service", "")
        after = {
            "book": f"book/{page}/" + (f"s/{service}" if service else ""),
            "owa": f"owa/calendar/{page}/bookings/" + (f"s/{service}" if service else ""),
            "bookwithme": f"bookwithme/user/{page}" + (f"/meetingtype/{service}" if service else "") + "?anonymous",
        }
        return f"https://{details['host']}/{after[details['form']]}"

    def build_frame(self, details, our_host):
        return self.build_link(details)

    def build_frame_sources(self, details):
        return ["https://outlook.office.com", "https://outlook.office365.com"]


SERVICE = MicrosoftBookings()
