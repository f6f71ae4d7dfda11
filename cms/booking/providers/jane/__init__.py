"""Jane: a practice's page, perhaps one person's, one treatment's; link only.

``NAME.janeapp.com/#/staff_member/4/treatment/133``; the same at ``.co.uk``, ``.com.au``. What can be embedded is a
frame of the size of a button (``/embed/book_online``): of it the practice is kept. Source: the service's own
documentation and public code up to autumn 2026; not tried live.
"""

import re

from ..service import NUMBER, SLUG, SUBDOMAIN, Part, Service

ENDINGS = ("com", "co.uk", "com.au")
_PLACE = re.compile(
    rf"/?(?:staff_member/(?P<staff>{NUMBER})|discipline/(?P<discipline>{NUMBER}))?"
    rf"(?:/?treatment/(?P<treatment>{NUMBER}))?(?:/bio)?/?"
)
_SECTION = re.compile(rf"/?(?P<section>{SLUG})/?")


class Jane(Service):
    key, name = "jane", "Jane"
    hosts = tuple(f"*.janeapp.{ending}" for ending in ENDINGS)
    domains = (*(f"janeapp.{ending}" for ending in ENDINGS), "jane.app")
    marks = ("janeapp", r"(^|[.-])jane\.app($|[.-])")
    parts = {
        "name": Part("Practice", SUBDOMAIN, needed=True),
        "ending": Part("Country", "|".join(map(re.escape, ENDINGS)), needed=True),
        "location": Part("Location", SLUG),
        "staff": Part("Person", NUMBER),
        "discipline": Part("Discipline", NUMBER),
        "treatment": Part("Treatment", NUMBER),
        "section": Part("Section", SLUG),
    }
    keeps_fragment = True
    copy_this = "Copy the address of your booking page, which begins with the name of your practice and janeapp."

    def read(self, address, snippet):
        name, _, ending = address.host.partition(".janeapp.")
        details = {"name": self.practice_at(address.host) and name, "ending": ending}
        match address.segments:
            case () | ("embed", "book_online"):
                pass
            case ("locations", location) | ("locations", location, "book"):
                details["location"] = location
            case _:
                return None
        place = _PLACE.fullmatch(address.fragment) or _SECTION.fullmatch(address.fragment)
        if not place or not details["name"]:
            return None
        return details | {part: value for part, value in place.groupdict().items() if value}

    def is_whole(self, details):
        places = [part for part in ("staff", "discipline", "section") if part in details]
        return super().is_whole(details) and len(places) <= 1 and not {"section", "treatment"} <= details.keys()

    def build_link(self, details):
        path = f"locations/{details['location']}/book" if "location" in details else ""
        named = {"staff": "staff_member", "discipline": "discipline", "treatment": "treatment"}
        place = "".join(f"/{word}/{details[part]}" for part, word in named.items() if part in details)
        place = f"/{details['section']}" if "section" in details else place
        return f"https://{details['name']}.janeapp.{details['ending']}/{path}" + (f"#{place}" if place else "")


SERVICE = Jane()
