"""Cal.com, in its clouds (.com and .eu) or at somebody's own host; framed; its own messages are not relied upon.

A page is ``HOST/USER/EVENT`` or ``HOST/team/TEAM/EVENT``; its framed form is the same at ``app.`` with ``/embed``
after it (the public page may refuse to be framed). An own host can be recognised only by an embed snippet that names
its origin; then exactly that host is framed. Source: the service's own documentation and public code up to autumn
2026; not tried live.
"""

import re

from ..addresses import check_host, read_address
from ..refusal import Refused
from ..service import SLUG, Part, Service, names

CLOUDS = ("cal.com", "cal.eu")
NAMESPACE = "booking"
OWN_PAGES = names(
    "about admin api app apps auth availability blog booking bookings careers download embed enterprise event-types "
    "features forms getting-started insights integrations login logout pricing privacy routing scheduling settings "
    "signup solutions teams terms workflows"
)
_ORIGIN = re.compile("https?://", re.IGNORECASE)
_LINK_IN_CODE = re.compile(r"""calLink["']?\s{0,9}:\s{0,9}["']([^"']{0,300})["']""")
_ORIGIN_IN_CODE = re.compile(r"""\b(?:calOrigin|origin)["']?\s{0,9}:\s{0,9}["']([^"']{1,300})["']""")


class CalCom(Service):
    key, name = "calcom", "Cal.com"
    hosts = ("cal.com", "app.cal.com", "cal.eu", "app.cal.eu")
    domains = CLOUDS
    marks = (r"(^|[.-])cal\.(com|eu)($|[.-])", r"(^|[.-])calcom\.")
    parts = {
        "host": Part("At", r"[a-z0-9.-]{4,253}", needed=True),
        "page": Part("Page", rf"(?:team/)?{SLUG}(?:/{SLUG}){{0,2}}", needed=True),
    }
    writes = frozenset(("embed", "embedType"))
    is_framed = True
    copy_this = "Copy the link of the event type (Cal.com: “Copy link to event”)."

    def read(self, address, snippet):
        page = self._page("/".join(address.segments).removesuffix("/embed"))
        return {"host": address.host.removeprefix("app."), "page": page} if page else None

    def read_snippet(self, snippet):
        pages = [*snippet.values("data-cal-link"), *_LINK_IN_CODE.findall(snippet.code)]
        origins = [*snippet.values("data-cal-origin"), *_ORIGIN_IN_CODE.findall(snippet.code)]
        if not pages:
            return []
        if not all(_ORIGIN.match(origin) for origin in origins):
            raise Refused("The snippet names a host for Cal.com without https://. Copy the snippet again.")
        hosts = {self._host(read_address(origin).host) for origin in origins} or {"cal.com"}
        if len(hosts) > 1:
            raise Refused("The snippet names two hosts for Cal.com. Paste the snippet of one event.")
        host = hosts.pop()
        found = [{"host": host, "page": self._page(page.partition("?")[0].strip("/"))} for page in pages]
        if not all(details["page"] for details in found):
            raise Refused(f"The snippet names no page of Cal.com. {self.copy_this}")
        return found

    def _host(self, host):
        return host.removeprefix("app.") if host in self.hosts else host

    def _page(self, page):
        return "" if page.lower().partition("/")[0] in OWN_PAGES or page == "team" else page

    def check(self, details):
        super().check(details)
        if check_host(details["host"]) != details["host"] or details["host"] in ("app.cal.com", "app.cal.eu"):
            raise Refused(self._words_on("The host"))

    def is_whole(self, details):
        page = details.get("page", "")
        segments = page.split("/")
        is_page = len(segments) in (2, 3) if segments[0] == "team" else len(segments) in (1, 2)
        return super().is_whole(details) and is_page and self._page(page) != ""

    def build_link(self, details):
        return f"https://{details['host']}/{details['page']}"

    def build_frame(self, details, our_host):
        """Raises Refused where the snippet named our own host: framed, our pages would be out of their sandbox."""
        if details["host"] == our_host.lower():
            raise Refused("The snippet names this site itself as the host of Cal.com. Paste the link of the event.")
        return f"https://{self._framed_host(details)}/{details['page']}/embed?embed={NAMESPACE}&embedType=inline"

    def build_frame_sources(self, details):
        host, framed = details["host"], self._framed_host(details)
        return [f"https://{framed}", f"https://{host}"] if framed != host else [f"https://{host}"]

    def _framed_host(self, details):
        return f"app.{details['host']}" if details["host"] in CLOUDS else details["host"]


SERVICE = CalCom()
