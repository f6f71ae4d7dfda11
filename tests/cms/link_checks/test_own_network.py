"""The installation's own network is never reached: not by address, name, redirect or a name that changes its mind."""

import socket
from pathlib import Path

import httpcore
import pytest
import yaml

from cms.link_checks.addresses import is_public
from cms.link_checks.asking import Answer, Asker, Kind
from cms.link_checks.network import CheckedNetwork, Deadline, NotPublic, addresses_of
from cms.link_checks.pace import Pace

from .server import HOST

HOSTILE = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))
NOT_PUBLIC = " ".join(HOSTILE["not_public"].values()).split()
TYPED = " ".join(HOSTILE["typed"].values()).split()
NO_ADDRESS = HOSTILE["no_address"]
PUBLIC = ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", [*NOT_PUBLIC, *NO_ADDRESS])
def test_what_is_not_one_host_of_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is(address):
    assert is_public(address)


def of(addresses, port) -> Asker:
    """The asker of the installation itself, but for the port and what names are said to lead to."""
    return Asker(resolve=lambda host: addresses, ports=frozenset({port}), whole_time=2.0, pace=Pace(0))


@pytest.mark.parametrize("address", [*NOT_PUBLIC, *NO_ADDRESS])
def test_a_name_that_leads_there_is_refused_before_any_connection(own_network, monkeypatch, address):
    opened = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: opened.append(args))
    for addresses in ([address], [PUBLIC[0], address], [address, PUBLIC[3]]):
        answer = of(addresses, own_network.port).ask(f"https://inner.example:{own_network.port}/")
        assert answer == Answer(Kind.NOT_PUBLIC, "inner.example")
    assert (opened, own_network.caught) == ([], [])


def test_there_are_enough_of_them():
    assert (len(NOT_PUBLIC) >= 60, len(TYPED) >= 50, len(set(TYPED)) == len(TYPED)) == (True, True, True)


def test_the_listener_would_notice(own_network):
    """So that its silence says something: with the check taken away the same asker arrives there."""
    asker = of(["127.0.0.1"], own_network.port)
    asker.is_allowed = lambda address: True
    assert asker.ask(f"https://inner.example:{own_network.port}/").kind is Kind.SILENT
    assert len(own_network.caught) == 1


def _with_real_look_up(service):
    return lambda host: service.names.get(host) or addresses_of(host)


@pytest.mark.parametrize("typed", TYPED)
def test_typed_or_redirected_to_it_ends_before_any_connection(service, own_network, typed):
    """With the system's own look-up, which reads 127.1 and 0x7f000001 as this machine."""
    address = typed.format(port=own_network.port)
    refused = {Kind.NOT_PUBLIC, Kind.NOT_HTTPS}
    with_real_look_up = Asker(ports=frozenset({own_network.port}), whole_time=3.0, pace=Pace(0))
    assert with_real_look_up.ask(address).kind in refused
    asker = service.asker(ports=frozenset({443, own_network.port}), resolve=_with_real_look_up(service))
    answer = asker.ask(service.url(f"to/{address}"))
    assert answer.kind in refused or answer.host == "booking.example"  # read as a path at the same host
    assert own_network.caught == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "169.254.169.254", "10.0.0.1", "inner.example"]
)
def test_a_redirect_is_checked_like_the_first_address(service, forbidden, host):
    service.names |= {name: [name.strip("[]")] for name in ("127.0.0.1", "::1", "169.254.169.254", "10.0.0.1")}
    service.names |= {"localhost": ["127.0.0.1"], "inner.example": ["127.0.0.1"], "::ffff:127.0.0.1": ["127.0.0.1"]}
    answer = service.asker().ask(service.url(f"to/https://{host}/status/200"))
    assert answer == Answer(Kind.NOT_PUBLIC, host.strip("[]"))
    assert (len(service.server.seen), forbidden) == (1, [])


def test_a_name_that_changes_its_mind_is_looked_up_once(service, forbidden):
    """DNS rebinding: the first answer is fit to be asked, every further one is this machine."""
    answers = iter([[HOST], ["127.0.0.1"], ["127.0.0.1"]])
    looked_up = []

    def rebinding(host):
        looked_up.append(host)
        return next(answers)

    asker = service.asker(resolve=rebinding)
    assert asker.ask(service.url("status/200")).status == 200
    assert (looked_up, forbidden) == (["booking.example"], [])
    # And of a redirect to the same name the second look-up is checked anew, and refused.
    assert asker.ask(service.url("status/200")) == Answer(Kind.NOT_PUBLIC, "booking.example")
    assert (len(looked_up), len(service.server.seen), forbidden) == (2, 1, [])


def test_other_ports_and_unix_sockets_are_refused(own_network, tmp_path):
    assert Asker().ask(f"https://booking.example:{own_network.port}/").kind is Kind.NOT_HTTPS
    network = CheckedNetwork(lambda host: PUBLIC, is_public, {443}, Deadline(1), httpcore.SyncBackend())
    with pytest.raises(NotPublic):
        network.connect_tcp("booking.example", own_network.port)
    with pytest.raises(NotPublic):
        network.connect_unix_socket(str(tmp_path / "socket"))
    assert own_network.caught == []
