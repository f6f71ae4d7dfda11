"""Keeping booking offers in the admin: what is typed is kept, and what does not fit is said at its field."""

import pytest

from cms.booking.models import BookingOffer
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader, signed_in

NEW = "/admin/snippets/booking/bookingoffer/add/"
TYPED = {"name": "A walk and talk", "way": "phone", "state": "open"}


def offers(practice) -> dict[str, bool]:
    with in_practice(practice):
        return dict(BookingOffer.objects.values_list("slug", "is_default"))


def test_a_new_default_takes_the_place_of_the_old_one(alder, birch):
    owner = signed_in(alder.owner, alder.practice)
    assert owner.post(NEW, {**TYPED, "is_default": "on"}).status_code == 302
    assert offers(alder.practice) == {"a-walk-and-talk": True, "first-conversation": False}
    assert offers(birch.practice) == {"first-conversation": True}


def test_an_address_that_is_taken_is_said_and_nothing_is_lost(alder):
    answer = signed_in(alder.owner, alder.practice).post(NEW, {**TYPED, "slug": "first-conversation"})
    assert answer.status_code == 200
    assert "Another offer has this address. Choose another one." in answer.text
    assert 'value="A walk and talk"' in answer.text
    assert offers(alder.practice) == {"first-conversation": True}


def test_the_same_address_at_another_practice_is_free(alder, birch):
    for at in (alder, birch):
        assert signed_in(at.owner, at.practice).post(NEW, {**TYPED, "slug": "walk"}).status_code == 302


@pytest.mark.parametrize("phone", ["", "+441632960005"])
def test_an_offer_that_leads_nowhere_is_not_shown(alder, phone):
    alder.practice.phone = alder.practice.email = ""
    alder.practice.save()
    with in_practice(alder.practice):
        BookingOffer.objects.update(way="phone", phone=phone)
        article = make_article()
    shown = "/book/first-conversation/" in reader(alder.practice).get(article.url).text
    assert shown is bool(phone)
