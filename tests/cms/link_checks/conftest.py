"""A real booking service to ask, and an asker that is let in there and nowhere else."""

import socket
from types import SimpleNamespace

import httpcore
import pytest

from cms.link_checks.addresses import is_public
from cms.link_checks.asking import TIMES, Asker
from cms.link_checks.links import HTTPS_PORT
from cms.link_checks.pace import Pace

from .server import HOST, NAMES, contexts, serving, trap


@pytest.fixture(scope="session")
def tls(tmp_path_factory):
    return contexts(tmp_path_factory.mktemp("tls"))


class Rerouted(httpcore.SyncBackend):
    """Real connections; what is meant for the port of https, which is not ours to take, goes to the test's."""

    def __init__(self, port: int):
        self.port = port

    def connect_tcp(self, host, port, *args, **kwargs):
        return super().connect_tcp(host, self.port if port == HTTPS_PORT else port, *args, **kwargs)


@pytest.fixture
def service(tls):
    """The service at ``url``, what it saw, the names that lead to it, and an ``asker()`` that may go there."""
    with serving(tls.server) as server:
        port, looked_up = server.server_address[1], []
        names = {name: [HOST] for name in (*NAMES, "stranger.example")}

        def resolve(host):
            looked_up.append(host)
            if host not in names:
                raise names_not(host)
            return names[host]

        def asker(**other) -> Asker:
            given = {
                "resolve": resolve,
                "is_allowed": lambda address: address == HOST or is_public(address),
                "sockets": Rerouted(port),
                "trust": lambda: tls.trusting,
                "times": {**TIMES, "read": 1.0, "connect": 1.0},
                "whole_time": 2.0,
                "pace": Pace(0),
            }
            return Asker(**{**given, **other})

        def url(path, host=NAMES[0]):
            return f"https://{host}/{path}"

        yield SimpleNamespace(server=server, port=port, names=names, looked_up=looked_up, asker=asker, url=url)


def names_not(host: str) -> OSError:
    """What the system says of a name that does not exist."""
    return socket.gaierror(socket.EAI_NONAME, f"{host} is not known")


@pytest.fixture
def forbidden(service):
    """Listeners at this machine's own addresses, at the very port that may be asked."""
    with trap(service.port, ("127.0.0.1", "::1")) as found:
        yield found.caught


@pytest.fixture
def own_network():
    """A listener at every address of this machine."""
    with trap() as found:
        yield found
