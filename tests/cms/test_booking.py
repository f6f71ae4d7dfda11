"""Booking offers: the way to each, which one is shown where, and the practice's own page for it."""

import re

import pytest
from django.core.exceptions import ValidationError

from cms.booking.models import BookingOffer
from cms.booking.offers import default_offer, offer_for, offer_of, open_offers
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader

OPEN, CLOSED = BookingOffer.State.OPEN, BookingOffer.State.CLOSED


@pytest.fixture
def offers(at_alder):
    """The practice's offers, without the one that provisioning gave."""
    BookingOffer.objects.all().delete()

    def make(name, **fields):
        return BookingOffer.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)

    return make


def refused(**fields) -> dict:
    offer = BookingOffer(**{"name": "A talk", "slug": "a-talk", **fields})
    try:
        offer.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


# --- what an offer takes ---


@pytest.mark.parametrize(
    ("country", "typed", "kept", "shown"),
    [
        ("GB", "01632 960147", "+441632960147", "01632 960147"),
        ("GB", "+44 (0)1632 960147", "+441632960147", "01632 960147"),
        ("US", "(206) 555-0147", "+12065550147", "(206) 555-0147"),
        ("GB", "+1 206 555 0147", "+12065550147", "+1 206-555-0147"),
        ("GB", "", "", "01632 960001"),  # the practice's own
    ],
)
def test_a_telephone_number_is_kept_in_one_form_and_shown_the_countrys_way(
    offers, at_alder, country, typed, kept, shown
):
    at_alder.practice.country = country
    offer = BookingOffer(name="A talk", slug="a-talk", phone=typed)
    offer.full_clean()
    assert (offer.phone, offer.phone_display) == (kept, shown)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"phone": "ring me"}, ["phone"]),
        ({"phone": "12"}, ["phone"]),
        ({"way": "link"}, ["url"]),
        ({"way": "link", "url": "http://book.example/x"}, ["url"]),
        ({"way": "link", "url": "javascript:alert(1)"}, ["url"]),
        ({"way": "link", "url": "https://book.example/x"}, []),
        ({"way": "fax"}, ["way"]),
        ({"email": "nobody"}, ["email"]),
        ({"slug": "a talk"}, ["slug"]),
        ({"name": ""}, ["name"]),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(offers, fields, at):
    assert sorted(refused(**fields)) == at


def test_an_address_and_the_default_are_there_once_in_each_practice(alder, birch):
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            BookingOffer.objects.all().delete()
            assert refused(is_default=True) == {}
            BookingOffer.objects.create(name="A talk", slug="a-talk", is_default=True)
            assert [words for said in refused(is_default=True).values() for words in said] == [
                "Another offer has this address. Choose another one.",
                "Another offer is the default. Take the tick off there first.",
            ]


# --- which offer is shown ---


def test_the_default_is_the_marked_one_or_the_first_open_one(offers):
    assert default_offer() is None
    second = offers("Second", sort_order=2)
    first = offers("First", sort_order=1)
    assert default_offer() == first
    second.is_default = True
    second.save()
    assert default_offer() == second
    second.state = CLOSED
    second.save()
    assert default_offer() == first


def test_the_authors_own_offer_is_found_in_the_order_of_the_authors(offers):
    ada, ben, cleo = make_profile("Ada"), make_profile("Ben"), make_profile("Cleo")
    offers("Of all", is_default=True)
    bens, adas = offers("Of Ben", practitioner=ben), offers("Of Ada", practitioner=ada)
    assert offer_of([cleo.pk, ben.pk, ada.pk]) == bens
    assert offer_of([ada.pk, ben.pk]) == adas
    assert offer_of([cleo.pk]) is None


@pytest.mark.parametrize(
    ("which", "chosen", "authors", "shown"),
    [
        ("default", None, [], "Of all"),
        ("default", "Special", ["Ada"], "Of all"),
        ("author", None, ["Ada"], "Of Ada"),
        ("author", None, ["Ben"], "Of all"),
        ("author", None, [], "Of all"),
        ("chosen", "Special", ["Ada"], "Special"),
        ("chosen", "Shut", ["Ada"], "Of all"),
        ("chosen", None, ["Ada"], "Of all"),
    ],
)
def test_which_offer_a_call_to_action_shows(offers, which, chosen, authors, shown):
    people = {name: make_profile(name).pk for name in ("Ada", "Ben")}
    made = {
        "Of all": offers("Of all", is_default=True),
        "Of Ada": offers("Of Ada", practitioner_id=people["Ada"]),
        "Special": offers("Special"),
        "Shut": offers("Shut", state=CLOSED),
    }
    assert offer_for(which, made.get(chosen), [people[name] for name in authors]).name == shown


def test_closed_offers_and_other_practices_offers_are_not_on_the_list(alder, birch):
    with in_practice(birch.practice):
        BookingOffer.objects.create(name="Theirs", slug="theirs")
    with in_practice(alder.practice):
        BookingOffer.objects.create(name="Shut", slug="shut", state=CLOSED)
        BookingOffer.objects.create(name="Open", slug="open")
        assert [offer.name for offer in open_offers()] == ["A first conversation", "Open"]


# --- its own page ---


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
        ({"way": "link", "url": "https://book.example/ada?x=1&y=2"}, "https://book.example/ada?x=1&amp;y=2"),
    ],
)
def test_each_way_leads_where_it_should(offers, at_alder, fields, address):
    offers("A talk", **fields)
    html = reader(at_alder.practice).get("/book/a-talk/").text
    assert f'<a class="button is-large" href="{address}"' in html


def test_a_booking_link_shows_its_host_and_says_nothing_of_where_one_came_from(offers, at_alder):
    offers("A talk", way="link", url="https://book.example/ada")
    page = reader(at_alder.practice).get("/book/a-talk/")
    assert re.findall(r'<a [^>]*href="https://book.example[^>]*>', page.text) == [
        '<a class="button is-large" href="https://book.example/ada" rel="noopener noreferrer">'
    ]
    assert "You go to <b>book.example</b>." in page.text
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
    offers("Of Ada", practitioner=ada)
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
