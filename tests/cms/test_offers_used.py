"""Where an offer is named: shown to its owner, and a reason not to delete it."""

import pytest

from cms.booking.models import BookingOffer
from sites.scoping import in_practice
from tests.building import make_article, make_offer
from tests.conftest import signed_in

LIST = "/admin/snippets/booking/bookingoffer/"
PLACES = {1: "1 place", 3: "3 places"}


def name_in_articles(offer, number):
    for n in range(number):
        blocks = [{"call_to_action": {"offer": "it"}}, {"call_to_action": {"offer": "it"}}]
        make_article(f"Article {n}", blocks, resolve=lambda kind, name: offer)


@pytest.mark.parametrize("number", [1, 3])
def test_an_offer_that_articles_name_is_not_deleted_and_they_are_listed(alder, number):
    with in_practice(alder.practice):
        offer = make_offer("A walk")
        name_in_articles(offer, number)
    owner = signed_in(alder.owner, alder.practice)
    for address in (
        f"{LIST}delete/{offer.pk}/",
        f"/admin/bulk/booking/bookingoffer/delete/?id={offer.pk}",
    ):
        for send in (owner.get, owner.post):
            answer = send(address, follow=True)
            assert f"“A walk” is named in {PLACES[number]}, listed here." in answer.text
            assert [title for n in range(number) if (title := f"Article {n}") not in answer.text] == []
    with in_practice(alder.practice):
        assert BookingOffer.objects.filter(pk=offer.pk).exists()


def test_an_offer_that_nobody_names_is_deleted(alder):
    with in_practice(alder.practice):
        offer = make_offer("A walk")
        make_article(blocks=[{"call_to_action": {"offer": "default"}}])
    answer = signed_in(alder.owner, alder.practice).post(f"{LIST}delete/{offer.pk}/")
    assert (answer.status_code, answer.url) == (302, LIST)
    with in_practice(alder.practice):
        assert not BookingOffer.objects.filter(pk=offer.pk).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_says_on_how_many_pages_each_is_named(alder, birch, number):
    with in_practice(birch.practice):
        name_in_articles(make_offer("A walk"), 2)
    with in_practice(alder.practice):
        name_in_articles(make_offer("A walk"), number)
    page = signed_in(alder.owner, alder.practice).get(LIST).text
    assert page.count(f">{PLACES[number]}</a>") == 1
    assert "2 places" not in page
