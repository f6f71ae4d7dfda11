"""Rounds: what is due is asked, in bounds, once a day, and what is stored is about the address that stands there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.booking.models import BookingOffer
from cms.link_checks import rounds as module
from cms.link_checks.asking import Answer, Kind
from cms.link_checks.models import LinkCheck
from cms.link_checks.rounds import ask_about, ask_what_is_due
from sites.provisioning import close_practice
from sites.scoping import Kind as Scope
from sites.scoping import across_practices, current_scope, in_practice

from .offers import at, check_of, let_pass, make_offer, move

GONE = "This booking page does not exist any more at booking.example."
NOWHERE = "There is no inner.example on the public internet. This may be a slip of the keyboard."
REFUSED = "booking.example does not answer programs, so this address cannot be checked for you."
SILENT = "booking.example did not answer as it should."


def paths(service) -> list[str]:
    return [request.path for request in service.server.seen]


def test_an_address_is_asked_soon_after_it_is_saved_and_then_once_a_day(alder, service):
    offer = make_offer(alder.practice, service.url("status/200"))
    assert (check_of(offer).state, paths(service)) == ("waiting", [])  # nobody waits while it is saved
    ask_what_is_due(service.asker())
    check = check_of(offer)
    assert (check.state, check.status, check.sentence) == ("right", 200, "")
    let_pass(hours=19)
    ask_what_is_due(service.asker())
    assert paths(service) == ["/status/200"]
    let_pass(hours=25)
    ask_what_is_due(service.asker())
    assert paths(service) == 2 * ["/status/200"]


@pytest.mark.parametrize(
    ("path", "state", "sentence"),
    [
        ("status/404", "wrong", GONE),
        ("status/410", "wrong", GONE),
        ("to//status/404", "wrong", GONE),
        ("to//status/200", "right", ""),
        ("to/{www}", "right", ""),
        ("to/{other}", "wrong", "This address leads on to another host, other.example."),
        ("to/http://booking.example/", "wrong", "This address leads to one that is no plain https:// address."),
        ("to/{inner}", "wrong", NOWHERE),
        ("status/403", "unreachable", REFUSED),
        ("status/429", "unreachable", REFUSED),
        ("round/", "unreachable", REFUSED),
        ("status/500", "unreachable", SILENT),
        ("nonsense", "unreachable", SILENT),
    ],
)  # fmt: skip
def test_each_answer_is_a_state_and_a_sentence(alder, service, path, state, sentence):
    service.names["inner.example"] = ["10.0.0.1"]
    hosts = {"www": "www.booking.example", "other": "other.example", "inner": "inner.example"}
    path = path.format(**{name: service.url("status/200", host) for name, host in hosts.items()})
    offer = make_offer(alder.practice, service.url(path))
    ask_what_is_due(service.asker())
    assert (check_of(offer).state, check_of(offer).sentence) == (state, sentence)


def test_a_new_address_makes_the_old_answer_void(alder, service):
    offer = make_offer(alder.practice, service.url("status/404"))
    ask_what_is_due(service.asker())
    assert check_of(offer).wrong_since
    move(offer, service.url("status/200"))
    check = check_of(offer)
    assert (check.state, check.sentence, check.wrong_since, check.tries) == ("waiting", "", None, 0)
    ask_what_is_due(service.asker())
    assert check_of(offer).state == "right"


def test_an_answer_about_an_address_that_was_changed_meanwhile_is_dropped(alder, service):
    offer = make_offer(alder.practice, service.url("status/404"))

    class Meanwhile:
        def ask(self, address):
            move(offer, service.url("status/200"))
            return Answer(Kind.ANSWERED, "booking.example", 404)

    ask_what_is_due(Meanwhile())
    assert (check_of(offer).state, check_of(offer).address) == ("waiting", service.url("status/200"))


def test_offers_that_no_signal_told_of_are_found(alder, service):
    with in_practice(alder.practice):
        BookingOffer.objects.bulk_create(
            [BookingOffer(practice=alder.practice, name="Bulk", slug="bulk", **at(service.url("status/200")))]
        )
    ask_what_is_due(service.asker())
    assert paths(service) == ["/status/200"]


def test_closed_practices_and_closed_offers_are_not_asked(alder, birch, service):
    make_offer(alder.practice, service.url("status/200?of-alder"))
    make_offer(birch.practice, service.url("status/200?of-birch"))
    make_offer(birch.practice, service.url("status/200?closed"), name="Full", state="closed")
    close_practice(alder.practice)
    ask_what_is_due(service.asker())
    assert paths(service) == ["/status/200?of-birch"]


def test_a_round_asks_no_more_than_its_bound_and_goes_on_next_time(alder, service, monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_A_ROUND", 3)
    for number in range(5):
        make_offer(alder.practice, service.url(f"status/200?{number}"), name=f"Offer {number}")
    with across_practices():
        LinkCheck.objects.filter(address="").delete()
        BookingOffer.objects.filter(service="").delete()
    ask_what_is_due(service.asker())
    assert len(paths(service)) == 3
    ask_what_is_due(service.asker())
    assert sorted(paths(service)) == [f"/status/200?{number}" for number in range(5)]


def test_a_round_ends_when_its_time_is_over(alder, service, monkeypatch):
    monkeypatch.setattr(module, "SECONDS_OF_A_ROUND", 0.5)
    for number in range(3):
        make_offer(alder.practice, service.url(f"mute/{number}"), name=f"Offer {number}")
    ask_what_is_due(service.asker())
    assert len(paths(service)) == 1


def test_one_that_fails_keeps_no_other_back(alder, birch, service, caplog):
    for side in (alder, birch):
        make_offer(side.practice, service.url(f"status/200?{side.practice.slug}"))

    class FailsOnce:
        asked = []

        def ask(self, address):
            self.asked.append(address)
            if len(self.asked) == 1:
                raise LookupError
            return Answer(Kind.ANSWERED, "booking.example", 200)

    ask_what_is_due(FailsOnce())
    assert len(FailsOnce.asked) == 2
    assert "is tried again tomorrow" in caplog.text


def test_of_two_processes_one_asks(alder, service):
    offer = make_offer(alder.practice, service.url("status/200"))
    check = check_of(offer)
    with in_practice(alder.practice):
        ask_about(check, service.asker())
        ask_about(check, service.asker())
    assert len(paths(service)) == 1


def test_nothing_is_asked_where_it_is_switched_off_and_no_scope_is_left(alder, service, settings):
    make_offer(alder.practice, service.url("status/200"))
    settings.LINK_CHECKS = False
    ask_what_is_due(service.asker())
    assert paths(service) == []
    settings.LINK_CHECKS = True
    ask_what_is_due(service.asker())
    assert (len(paths(service)), current_scope().kind) == (1, Scope.UNSET)


@pytest.mark.parametrize("number", [1, 3])
def test_what_a_round_costs(alder, service, number):
    for place in range(number):
        make_offer(alder.practice, service.url(f"status/200?{place}"), name=f"Offer {place}")
    ask_what_is_due(service.asker())
    let_pass(days=2)
    with across_practices():
        LinkCheck.objects.filter(address="").delete()
        BookingOffer.objects.filter(service="").delete()
    with CaptureQueriesContext(connection) as queries:
        ask_what_is_due(service.asker())
    assert len(queries) == 2 + 4 * number
