"""What may be asked at all: https at its own port, and a host by name; and when two hosts are one and the same."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

HTTPS_PORT = 443
MOST_CHARACTERS = 4_000
# Between labels nothing but letters, digits, hyphens and underscores; or an address in brackets.
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*")
_MAY_STAND = "/?:@!$&'()*+,;=-._~%"


@dataclass(frozen=True)
class Link:
    """One address, taken apart: what is asked of whom."""

    host: str  # lower case, ASCII; an IPv6 address without brackets
    port: int
    target: str  # path and query, as they stand in the request

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}{'' if self.port == HTTPS_PORT else f':{self.port}'}{self.target}"

    def onward(self, location: str) -> "Link":
        """Where a redirect leads. Raises ValueError like ``link_of``."""
        return link_of(urljoin(self.url, location))


def link_of(address: str) -> Link:
    """Take an https address apart. Raises ValueError for everything that a browser might read in another way."""
    if len(address) > MOST_CHARACTERS or re.search(r"[\s\\\x00-\x20\x7f]", address):
        raise ValueError("an address has no spaces, backslashes or control characters")
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.username is not None or parts.password is not None:
        raise ValueError("it must begin with https:// and hold no name or password")
    host = _host_of(parts.hostname or "")
    query = f"?{parts.query}" if parts.query else ""
    return Link(host, parts.port or HTTPS_PORT, quote(f"{parts.path or '/'}{query}", safe=_MAY_STAND))


def _host_of(written: str) -> str:
    """The host in ASCII. UnicodeError, of a name that has no such form, is a ValueError."""
    host = written if ":" in written else written.rstrip(".").encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host):
        raise ValueError("the host is no name")
    return host


def is_same_place(one: str, other: str) -> bool:
    """Whether two hosts are the same but for a "www." in front."""
    return one.removeprefix("www.") == other.removeprefix("www.")
