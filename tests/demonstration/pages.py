"""One page of each kind, of each practice of the demonstration, found the way a reader finds them."""

from collections import deque
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest

from cms.demo.installation import DATA

from .serving import HERE

PRACTICES = sorted(path.name for path in DATA.iterdir() if path.is_dir())
# For what every look draws from the same parts: CI tries it with two of them.
FEW_PRACTICES = [*PRACTICES[:2], *(pytest.param(name, marks=pytest.mark.thorough) for name in PRACTICES[2:])]
MOST_PAGES = 300  # of one practice; the largest has a third of it
# Pages that no link leads to: an address that is not there, and what a search may find.
BESIDE_LINKS = {"nothing-here": "/there-is-nothing/", "search-nothing": "/search/?q=zzzyyyxxx"}


@dataclass(frozen=True)
class Answer:
    """What came over the wire."""

    status: int
    headers: dict
    text: str


def host_of(practice: str, port: int) -> str:
    return f"{practice}.anteroom.localhost:{port}"


def ask(practice: str, port: int, path: str, **headers) -> Answer:
    """One GET, the way any program sends it."""
    connection = HTTPConnection(HERE, port, timeout=30)
    connection.request("GET", path, headers={"Host": host_of(practice, port), **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    words = body.decode(errors="replace")
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, words)


@cache
def kinds(practice: str, port: int) -> dict[str, str]:
    """The path of the first page of each kind; the kind is what the page says of itself."""
    found, seen, waiting = dict(BESIDE_LINKS), {"/"}, deque(["/"])
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        answer = ask(practice, port, path)
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        root = html5lib.parse(answer.text, namespaceHTMLElements=False)
        found.setdefault(_kind(root, path), path)
        for link in root.iter("a"):
            target = urlsplit(urldefrag(urljoin(f"http://{host_of(practice, port)}{path}", link.get("href", ""))).url)
            way = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == host_of(practice, port) and way not in seen and not way.startswith("/admin"):
                seen.add(way)
                waiting.append(way)
    return found


def _kind(root, path: str) -> str:
    """What the page says it is, below which address, whether it is a list's further page, and in safety mode."""
    way, _, query = path.partition("?")
    below = way.strip("/").split("/")[0] if way.strip("/").count("/") else ""
    leaving = "leaving" if any("data-quick-exit" in part.attrib for part in root.iter()) else ""
    return " ".join(filter(None, [(root.get("class") or "page").split()[0], below, query.partition("=")[0], leaving]))
