"""Asks a web address whether it answers, without ever reaching the installation's own network."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

import httpcore

from .addresses import is_public
from .links import HTTPS_PORT, Link, link_of
from .network import CheckedNetwork, Deadline, NotPublic, addresses_of
from .pace import Pace

# Whose check it is stands nowhere: a booking service must not learn who looks after which practice.
HEADERS = [("User-Agent", "Anteroom link check"), ("Accept", "text/html, */*;q=0.5"), ("Connection", "close")]
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
TIMES = {"connect": 5.0, "read": 10.0, "write": 10.0, "pool": 5.0}  # seconds for each step
WHOLE_TIME = 20.0  # seconds for all steps together, redirects included


class Kind(Enum):
    """How asking ended."""

    ANSWERED = auto()  # with a status that is no redirect
    NOT_PUBLIC = auto()  # no such name, or none on the public internet
    NOT_HTTPS = auto()  # no https address at its usual port, or it leads on to one that is none
    CERTIFICATE = auto()  # the host could not prove its name
    LED_ON_AND_ON = auto()  # more redirects than are followed; services that want a cookie do it to programs
    SILENT = auto()  # no connection, no answer in time, or none that can be read


@dataclass(frozen=True)
class Answer:
    """What came back, and from which host: the one that was asked last."""

    kind: Kind
    host: str = ""
    status: int | None = None


@cache
def _trust() -> ssl.SSLContext:
    """The usual authorities, read once by each process."""
    return httpcore.default_ssl_context()


@dataclass
class Asker:
    """Asks for the head of an answer and hangs up: no body is read, no cookie kept, no proxy used.

    What it is made of can be replaced, so that tests can ask a server of their own; no setting can.
    """

    resolve: Callable[[str], list[str]] = addresses_of
    is_allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({HTTPS_PORT})
    sockets: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    trust: Callable[[], ssl.SSLContext] = _trust
    times: dict[str, float] = field(default_factory=TIMES.copy)
    whole_time: float = WHOLE_TIME
    pace: Pace = field(default_factory=Pace)

    def ask(self, address: str) -> Answer:
        """Follow an address to its end. Raises nothing that comes from the other side."""
        deadline = Deadline(self.whole_time)
        host = ""
        try:
            link = link_of(address)
            for _ in range(MOST_REDIRECTS + 1):
                if link.port not in self.ports:
                    raise ValueError("not the port of https")
                host = link.host
                self.pace.wait_for(host)
                status, location = self._head_of(link, deadline)
                if status not in REDIRECTS or not location:
                    return Answer(Kind.ANSWERED, host, status)
                link = link.onward(location)
        except ValueError:
            return Answer(Kind.NOT_HTTPS, host)
        except NotPublic:
            return Answer(Kind.NOT_PUBLIC, host)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            return Answer(Kind.CERTIFICATE if _is_about_the_certificate(error) else Kind.SILENT, host)
        return Answer(Kind.LED_ON_AND_ON, host)

    def _head_of(self, link: Link, deadline: Deadline) -> tuple[int, str]:
        """Status and Location. Each request has a connection of its own, and with it a look-up and a check."""
        network = CheckedNetwork(self.resolve, self.is_allowed, self.ports, deadline, self.sockets)
        url = httpcore.URL(scheme="https", host=link.host, port=link.port, target=link.target)
        with (
            httpcore.ConnectionPool(ssl_context=self.trust(), network_backend=network, retries=0) as pool,
            pool.stream("GET", url, headers=HEADERS, extensions={"timeout": self.times}) as response,
        ):
            headers = {name.lower(): value for name, value in response.headers}
            return response.status, headers.get(b"location", b"").decode("utf-8", "replace").strip()


def _is_about_the_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
