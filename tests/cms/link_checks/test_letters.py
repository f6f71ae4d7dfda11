"""The owners hear once of an address that turned wrong, and again only after it was right in between."""

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cms.link_checks.models import LinkCheck
from cms.link_checks.rounds import ask_what_is_due
from sites.models import Membership
from sites.scoping import in_practice

from .offers import check_of, let_pass, make_offer, move, rounds


def letters() -> list[str]:
    return [to for letter in mail.outbox for to in letter.to]


def test_every_owner_of_that_practice_hears_of_it_once(alder, birch, service):
    Membership.everywhere.filter(practice=alder.practice, user=alder.editor).update(role="owner")
    offer = make_offer(alder.practice, service.url("status/404"))
    make_offer(birch.practice, service.url("status/200"))
    rounds(service.asker(), 4)
    assert sorted(letters()) == ["editor@alder.example", "owner@alder.example"]
    letter = mail.outbox[0]
    assert letter.subject == "A booking address of Alder Practice"
    for words in (
        "“A first talk” at Alder Practice",
        service.url("status/404"),
        "This booking page does not exist any more at booking.example.",
        f"http://alder.anteroom.localhost/admin/booking-address/{offer.pk}/",
    ):
        assert words in letter.body


def test_wrong_right_and_wrong_again_are_two_letters(alder, service):
    make_offer(alder.practice, service.url("now"))
    for status, number in ((404, 2), (200, 1), (410, 2)):
        service.server.status_now = status
        rounds(service.asker(), number)
    assert letters() == 2 * ["owner@alder.example"]


def test_another_address_that_is_wrong_as_well_is_another_letter(alder, service):
    offer = make_offer(alder.practice, service.url("status/404"))
    rounds(service.asker(), 1)
    move(offer, service.url("status/410"))
    rounds(service.asker(), 1)
    assert len(letters()) == 2


@pytest.mark.parametrize(
    ("path", "host", "by_round"),
    [
        ("status/404", "booking.example", [1, 1, 1, 1]),
        ("to/{other}", "booking.example", [1, 1, 1, 1]),
        ("status/200", "stranger.example", [1, 1, 1, 1]),
        ("status/200", "nowhere.example", [0, 1, 1, 1]),
        ("status/500", "booking.example", [0, 0, 1, 1]),
        ("mute", "booking.example", [0, 0, 1, 1]),
        ("status/403", "booking.example", [0, 0, 0, 0]),
        ("status/429", "booking.example", [0, 0, 0, 0]),
        ("round/", "booking.example", [0, 0, 0, 0]),
    ],
)
def test_after_how_many_days_it_is_told(alder, service, path, host, by_round):
    path = path.format(other=service.url("status/200", "other.example"))
    make_offer(alder.practice, service.url(path, host))
    told = []
    for _ in range(4):
        rounds(service.asker(), 1)
        told.append(len(letters()))
    assert told == by_round


def test_pressing_the_button_three_times_is_not_three_days(alder, service):
    offer = make_offer(alder.practice, service.url("status/500"))
    for _ in range(4):
        ask_what_is_due(service.asker())
        with in_practice(alder.practice):
            LinkCheck.objects.update(due_at=timezone.now())
    assert (check_of(offer).tries, letters()) == (1, [])
    let_pass(days=1)
    ask_what_is_due(service.asker())
    assert check_of(offer).tries == 2


def test_since_when_is_the_first_day_of_it(alder, service):
    offer = make_offer(alder.practice, service.url("status/404"))
    ask_what_is_due(service.asker())
    since = check_of(offer).wrong_since
    let_pass(days=2)
    earlier = check_of(offer).wrong_since
    ask_what_is_due(service.asker())
    assert since > earlier == check_of(offer).wrong_since


def test_a_letter_that_could_not_be_sent_is_sent_next_time(alder, service, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    offer = make_offer(alder.practice, service.url("status/404"))
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        rounds(service.asker(), 1)
    assert (letters(), check_of(offer).told_at, check_of(offer).state) == ([], None, "wrong")
    assert "could not be told" in caplog.text
    rounds(service.asker(), 2)
    assert letters() == ["owner@alder.example"]
