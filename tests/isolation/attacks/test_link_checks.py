"""Attacks on link checks: B's answers are neither read nor asked for, and no check of A's is about B."""

import pytest

from cms.link_checks.asking import Answer, Kind
from cms.link_checks.models import LinkCheck
from cms.link_checks.noticing import notice
from cms.link_checks.rounds import ask_about
from sites.guard import OfAnotherPractice
from sites.scoping import in_practice

from .asking import refused, send, text_of

GONE = Answer(Kind.ANSWERED, "gone.example", 404)


def path(offer) -> str:
    return f"/admin/booking-address/{offer.pk}/"


@pytest.fixture
def failing(a):
    """A's own address answers wrongly."""
    with in_practice(a.practice):
        a.offer.way, a.offer.service = "service", "other"
        a.offer.service_details = {"url": "https://gone.example/book"}
        a.offer.save()
        ask_about(LinkCheck.objects.get(offer=a.offer), Asked())
    return a.offer


class Asked:
    """Answers at once; the network has its own tests."""

    def __init__(self):
        self.addresses = []

    def ask(self, address):
        self.addresses.append(address)
        return GONE


def test_bs_answer_is_neither_read_nor_asked_for(a, b, failing, owner, editor, practitioner):
    for somebody in (owner, editor, practitioner):
        assert (refused(somebody, path(b.offer)), refused(somebody, path(b.offer), {})) == (404, 404)
        assert "gone.example" in text_of(send(somebody, path(failing)))


def test_an_id_of_b_beside_ones_own_is_not_listened_to(a, b, failing, owner):
    forged = {"pk": b.offer.pk, "offer": b.offer.pk, "practice": b.practice.pk, "address": "https://taken.example/"}
    assert send(owner, path(failing), forged).status_code == 302
    with in_practice(a.practice):
        check = LinkCheck.objects.get(offer=failing)
        assert (check.address, check.practice_id) == ("https://gone.example/book", a.practice.pk)
        assert check.asked_for_at is not None


def test_no_check_of_a_is_about_an_offer_of_b(a, b):
    with in_practice(a.practice):
        assert not LinkCheck.objects.filter(offer=b.offer).exists()
        for make in (lambda: LinkCheck.objects.create(offer=b.offer), lambda: notice(b.offer)):
            with pytest.raises(OfAnotherPractice):
                make()


def test_a_turn_of_b_is_not_taken_at_a(a, b):
    with in_practice(b.practice):
        of_b = LinkCheck.objects.get(offer=b.offer)
    asked = Asked()
    with in_practice(a.practice):
        ask_about(of_b, asked)
    assert asked.addresses == []


def test_as_failing_address_shows_at_a_and_to_no_reader(a, b, failing, anybody):
    with in_practice(a.practice):
        assert [check.offer_id for check in LinkCheck.objects.failing()] == [failing.pk]
    with in_practice(b.practice):
        assert not LinkCheck.objects.failing().exists()
    assert "does not exist any more" not in text_of(send(anybody, failing.page_url))
    assert send(anybody, path(failing)).status_code == 302  # to the sign-in
