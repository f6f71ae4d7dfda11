"""An offer's own page, and the offers that articles end with."""

import re

import pytest

from cms.booking.models import BookingOffer
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader

OPEN, CLOSED = BookingOffer.State.OPEN, BookingOffer.State.CLOSED


def test_an_offer_has_a_page_at_its_own_practice_only(alder, birch):
    with in_practice(alder.practice):
        BookingOffer.objects.create(name="A talk", slug="a-talk", fee="Free", online=True, by_phone=True)
    page = reader(alder.practice).get("/book/a-talk/")
    assert page.status_code == 200
    assert [
        words for words in ("A talk", "Free", "Online, by telephone", "tel:+441632960001") if words not in page.text
    ] == []
    assert reader(birch.practice).get("/book/a-talk/").status_code == 404
    assert reader(alder.practice).get("/book/nothing/").status_code == 404
    assert reader(alder.practice).post("/book/a-talk/").status_code == 405


def test_a_closed_offers_page_says_so_and_names_what_is_open(offers, at_alder):
    offers("Shut", state=CLOSED, phone="+441632960999")
    offers("Still open")
    html = reader(at_alder.practice).get("/book/shut/").text
    assert "This is closed for now." in html
    assert "Still open" in html
    assert "+441632960999" not in html


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"way": "phone"}, "tel:+441632960001"),
        ({"way": "phone", "phone": "+441632960002"}, "tel:+441632960002"),
        ({"way": "email"}, "mailto:hello@alder.example"),
        ({"way": "email", "email": "ada@alder.example"}, "mailto:ada@alder.example"),
        ({"link": "https://book.example/ada?x=1&y=2"}, "https://book.example/ada?x=1&amp;y=2"),
    ],
)
def test_each_way_leads_where_it_should(offers, at_alder, fields, address):
    offers("A talk", **fields)
    html = reader(at_alder.practice).get("/book/a-talk/").text
    assert f'<a class="button is-large" href="{address}"' in html


def test_a_booking_link_shows_its_host_and_says_nothing_of_where_one_came_from(offers, at_alder):
    offers("A talk", link="https://book.example/ada")
    page = reader(at_alder.practice).get("/book/a-talk/")
    assert re.findall(r'<a [^>]*href="https://book.example[^>]*>', page.text) == [
        '<a class="button is-large" href="https://book.example/ada" rel="noopener noreferrer">'
    ]
    assert '<b class="booking-host">book.example</b>' in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


# --- in an article ---


def offers_in(page, practice) -> list[str]:
    return re.findall(r'class="offer-heading">([^<]+)<', reader(practice).get(page.url).text)


def test_an_article_without_a_call_to_action_ends_with_the_default(offers, at_alder):
    offers("Of all", is_default=True)
    assert offers_in(make_article(), at_alder.practice) == ["Of all"]


def test_an_article_with_a_call_to_action_gets_no_second_one(offers, at_alder):
    offers("Of all", is_default=True)
    page = make_article(blocks=[{"paragraph": "x"}, {"call_to_action": {"offer": "default", "heading": "Come by"}}])
    assert offers_in(page, at_alder.practice) == ["Come by"]


def test_an_article_ends_with_its_authors_own_offer(offers, at_alder):
    ada = make_profile("Ada")
    offers("Of all", is_default=True)
    offers("Of Ada", practitioners=[ada])
    assert offers_in(make_article(authors=[ada]), at_alder.practice) == ["Of Ada"]


def test_a_call_to_action_whose_offer_is_gone_falls_back(offers, at_alder):
    offers("Of all", is_default=True)
    special = offers("Special")
    page = make_article(blocks=[{"call_to_action": {"offer": "special"}}], resolve=lambda kind, name: special)
    assert offers_in(page, at_alder.practice) == ["Special"]
    special.delete()
    assert offers_in(page, at_alder.practice) == ["Of all"]


def test_without_any_offer_nothing_is_drawn(offers, at_alder):
    page = make_article(blocks=[{"call_to_action": {"offer": "default", "heading": "Come by"}}])
    assert offers_in(page, at_alder.practice) == []
    assert offers_in(make_article("Without"), at_alder.practice) == []
