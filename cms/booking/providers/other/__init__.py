"""Another link: any https address; its host is shown to readers, and it is never framed.

The address is kept as it was typed, apart from tracking parameters. It can be pasted only as a plain link: a snippet
of a service that nobody here knows is refused.
"""

from urllib.parse import unquote_plus

from ..addresses import LONGEST, Address, read_address
from ..dropping import is_tracking
from ..finding import trimmed
from ..service import Part, Service


class Other(Service):
    key, name = "other", "Another link"
    parts = {"url": Part("Address", rf"https://[^\s<>\"'`\\]{{4,{LONGEST}}}", needed=True)}
    keeps_fragment = True
    copy_this = "Paste the full address. It begins with https://."

    def read(self, address, snippet):
        pairs = [pair for pair in address.query.split("&") if pair and not is_tracking(_name(pair))]
        url = str(Address(address.host, address.path, "&".join(pairs), address.fragment))
        while (shorter := trimmed(url.rstrip("&#"))) != url:  # what is left has an end that reads the same again
            url = shorter
        return {"url": url}

    def check(self, details):
        super().check(details)
        if str(read_address(details["url"])) != details["url"]:
            super().check({})

    def build_link(self, details):
        return details["url"]


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])


SERVICE = Other()
