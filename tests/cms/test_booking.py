"""Booking offers: the way to each, which one is shown where, and the practice's own page for it."""

import pytest
from django.core.exceptions import ValidationError

from cms.booking.models import BookingOffer
from cms.booking.offers import default_offer, next_step, offer_of, open_offers
from sites.scoping import in_practice
from tests.building import make_profile

OPEN, CLOSED = BookingOffer.State.OPEN, BookingOffer.State.CLOSED


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
        ({"way": "fax"}, ["way"]),
        ({"state": "refers"}, ["refer_to"]),
        ({"state": "refers", "refer_to": "Ask your doctor."}, []),
        ({"refer_url": "http://help.example/"}, ["refer_url"]),
        ({"refer_url": "javascript:alert(1)"}, ["refer_url"]),
        ({"refer_url": "https://help.example/"}, []),
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
                "Another offer has this address. Choose another one."
            ]
            BookingOffer.objects.create(name="Another talk", slug="another", is_default=True)
            assert list(BookingOffer.objects.filter(is_default=True).values_list("slug", flat=True)) == ["another"]


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
    bens, adas = offers("Of Ben", practitioners=[ben]), offers("Of Ada", practitioners=[ada, cleo])
    assert offer_of([make_profile("Eve").pk, ben.pk, ada.pk]) == bens
    assert offer_of([ada.pk, ben.pk]) == adas
    assert offer_of([cleo.pk]) == adas
    assert offer_of([make_profile("Dora").pk]) is None


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
    people = {name: make_profile(name) for name in ("Ada", "Ben")}
    made = {
        "Of all": offers("Of all", is_default=True),
        "Of Ada": offers("Of Ada", practitioners=[people["Ada"]]),
        "Special": offers("Special"),
        "Shut": offers("Shut", state=CLOSED),
    }
    step = next_step(which, made.get(chosen), [people[name].pk for name in authors])
    assert step.offer.name == shown
    assert step.instead_of == (made["Shut"] if chosen == "Shut" else None)


def test_closed_offers_and_other_practices_offers_are_not_on_the_list(alder, birch):
    with in_practice(birch.practice):
        BookingOffer.objects.create(name="Theirs", slug="theirs")
    with in_practice(alder.practice):
        BookingOffer.objects.create(name="Shut", slug="shut", state=CLOSED)
        BookingOffer.objects.create(name="Open", slug="open")
        assert [offer.name for offer in open_offers()] == ["A first conversation", "Open"]
