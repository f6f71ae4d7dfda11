"""Doctolib: a profile, by its name; framed; announces nothing.

The frame is ``www.doctolib.fr/iframe/SLUG``; a profile's page is ``/SPECIALTY/TOWN/SLUG``, with ``pid=practice-N``
where there are several places. That .de and .it have the frame in the same form was not checked. Source: the
service's own documentation and public code up to autumn 2026; not tried live.
"""

from ..service import SLUG, Part, Service

COUNTRIES = ("fr", "de", "it")


class Doctolib(Service):
    key, name = "doctolib", "Doctolib"
    hosts = tuple(f"{www}doctolib.{country}" for country in COUNTRIES for www in ("www.", ""))
    domains = tuple(f"doctolib.{country}" for country in COUNTRIES)
    marks = ("doctolib",)
    parts = {
        "country": Part("Country", "|".join(COUNTRIES), needed=True),
        "specialty": Part("Specialty", SLUG),
        "town": Part("Town", SLUG),
        "slug": Part("Profile", SLUG, needed=True),
        "place": Part("Place", r"practice-[0-9]{1,12}"),
    }
    keeps = {"pid": "place"}
    is_framed = True
    copy_this = "Copy the address of your profile, or the snippet for your site."

    def read(self, address, snippet):
        country = address.host.rpartition(".")[2]
        match address.segments:
            case ("iframe", slug):
                return {"country": country, "slug": slug}
            case (specialty, town, slug) if specialty not in ("account", "iframe"):
                return {"country": country, "specialty": specialty, "town": town, "slug": slug, **self.kept(address)}

    def is_whole(self, details):
        profile = {"specialty", "town"} & details.keys()
        return super().is_whole(details) and len(profile) != 1 and (bool(profile) or "place" not in details)

    def build_link(self, details):
        if "town" not in details:
            return self.build_frame(details, "")
        path = "/".join(details[part] for part in ("specialty", "town", "slug"))
        return self.with_query(f"https://www.doctolib.{details['country']}/{path}", details)

    def build_frame(self, details, our_host):
        return f"https://www.doctolib.{details['country']}/iframe/{details['slug']}"

    def build_frame_sources(self, details):
        return [f"https://www.doctolib.{details['country']}"]


SERVICE = Doctolib()
