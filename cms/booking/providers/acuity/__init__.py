"""Acuity Scheduling (Squarespace): an owner's number, or a practice's name at as.me; framed; announces nothing.

``app.acuityscheduling.com/schedule.php?owner=N`` and ``NAME.as.me``, with the type of appointment and the calendar
where they were chosen; ``/schedule/CODE`` is the newer form of the page. Its script, which breaks with two on a page,
is not needed. Source: the service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import NUMBER, SLUG, SUBDOMAIN, Part, Service, names

CLASSIC = ("app.acuityscheduling.com", "app.squarespacescheduling.com")
OWN_PAGES = names("login login.php signup signup.php admin preferences.php index.php catalog.php embed js")


class Acuity(Service):
    key, name = "acuity", "Acuity Scheduling"
    hosts = (*CLASSIC, "*.as.me")
    domains = ("acuityscheduling.com", "squarespacescheduling.com", "as.me")
    marks = ("acuityscheduling", "squarespacescheduling", r"(^|[.-])as\.me($|[.-])")
    scripts = ("embed.acuityscheduling.com", "embed.squarespacescheduling.com", "cdn-s.acuityscheduling.com")
    parts = {
        "owner": Part("Owner", NUMBER),
        "name": Part("Page", SUBDOMAIN),
        "page": Part("Schedule", r"[0-9a-f]{6,16}"),
        "slug": Part("Link", SLUG),
        "type": Part("Type of appointment", NUMBER),
        "calendar": Part("Calendar", NUMBER),
    }
    keeps = {"owner": "owner", "appointmentType": "type", "appointmentTypeIds[]": "type", "calendarID": "calendar"}
    writes = frozenset(("ref",))
    is_framed = True
    copy_this = "Copy the scheduling link (Acuity: “Scheduling Page”, “Link”), which ends in .as.me or names an owner."

    def read(self, address, snippet):
        details = {part: value for part, value in self.kept(address).items() if not value.startswith("category:")}
        if address.host in CLASSIC and address.segments == ("schedule.php",):
            return details if "owner" in details else None
        details.pop("owner", None)
        if address.host not in CLASSIC:
            details["name"] = self.practice_at(address.host)
        return self._with_path(details, address.segments) if details.get("name", "app") else None

    def _with_path(self, details, segments):
        match segments:
            case () | ("schedule.php",) if "name" in details:
                return details
            case ("schedule", page, *rest) if len(rest) % 2 == 0:
                chosen = dict(zip(rest[::2], rest[1::2], strict=True))
                named = {"appointment": "type", "calendar": "calendar"}
                return {**details, "page": page, **{named[key]: chosen[key] for key in named if key in chosen}}
            case (slug,) if "name" in details and slug not in OWN_PAGES and slug != "schedule":
                return {**details, "slug": slug}

    def is_whole(self, details):
        here = {part for part in ("owner", "name", "page", "slug") if part in details}
        return here in ({"owner"}, {"name"}, {"page"}, {"name", "page"}, {"name", "slug"})

    def build_link(self, details):
        if "owner" in details:
            return self._with_choice("https://app.acuityscheduling.com/schedule.php", details)
        host = f"{details['name']}.as.me" if "name" in details else "app.acuityscheduling.com"
        path = f"schedule/{details['page']}" if "page" in details else details.get("slug", "")
        return self._with_choice(f"https://{host}/{path}", details)

    def _with_choice(self, address, details, **more):
        names = {"owner": "owner", "type": "appointmentType", "calendar": "calendarID"}
        pairs = [f"{name}={details[part]}" for part, name in names.items() if part in details]
        return f"{address}?{'&'.join(pairs)}" if pairs else address

    def build_frame(self, details, our_host):
        link = self.build_link(details)
        return f"{link}{'&' if '?' in link else '?'}ref=embedded_csp"

    def build_frame_sources(self, details):
        own = [f"https://{details['name']}.as.me"] if "name" in details else []
        return ["https://app.acuityscheduling.com", *own, "https://app.squarespacescheduling.com"]


SERVICE = Acuity()
