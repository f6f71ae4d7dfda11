"""What people see of link checks: the screen of one address, the list of offers and the form of an offer."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from cms.link_checks.rounds import ask_what_is_due
from cms.link_checks.screens import SOON, SWITCHED_OFF, TOO_SOON
from sites.scoping import in_practice
from tests.conftest import signed_in

from .offers import check_of, let_pass, make_offer

GONE = "This booking page does not exist any more at booking.example."


def path(offer) -> str:
    return f"/admin/booking-address/{offer.pk}/"


@pytest.fixture
def offer(alder, service):
    return make_offer(alder.practice, service.url("now"))


@pytest.fixture
def owner(alder):
    return signed_in(alder.owner, alder.practice)


def test_before_the_first_answer_the_screen_says_so(offer, owner):
    text = owner.get(path(offer)).text
    assert "Not asked yet" in text
    assert "It is asked within a minute." in text


def test_the_owner_presses_the_button_and_finds_the_answer(offer, owner, service):
    service.server.status_now = 404
    ask_what_is_due(service.asker())
    text = owner.get(path(offer)).text
    assert f"<dd>{GONE} Paste the new link.</dd>" in text
    assert "It is asked within a minute." not in text
    service.server.status_now = 200
    answer = owner.post(path(offer), follow=True)
    assert (answer.redirect_chain, SOON in answer.text) == ([(path(offer), 302)], True)
    assert "It is asked within a minute." in answer.text
    assert len(service.server.seen) == 1  # nobody waited for it
    ask_what_is_due(service.asker())
    text = owner.get(path(offer)).text
    assert (GONE in text, "<dd>Answers</dd>" in text) == (False, True)


def test_once_a_minute_is_enough(offer, owner, service):
    service.server.status_now = 200
    assert SOON in owner.post(path(offer), follow=True).text
    assert TOO_SOON in owner.post(path(offer), follow=True).text
    let_pass(seconds=61)
    assert SOON in owner.post(path(offer), follow=True).text


@pytest.mark.parametrize("role", ["editor", "practitioner"])
def test_others_see_it_and_have_no_button(alder, offer, role):
    somebody = signed_in(getattr(alder, role), alder.practice)
    answer = somebody.get(path(offer))
    assert (answer.status_code, "Check now" in answer.text) == (200, False)
    assert somebody.post(path(offer)).status_code in (302, 403)
    assert check_of(offer).asked_for_at is None


def test_an_offer_without_an_address_and_a_closed_one_have_no_button(alder, offer, owner):
    for other in (make_offer(alder.practice, "", "By phone"), make_offer(alder.practice, offer.booking_link, "Full")):
        with in_practice(alder.practice):
            other.state = "closed" if other.booking_link else "open"
            other.save()
        text = owner.get(path(other)).text
        assert "Check now" not in text
        assert ("there is nothing to ask" in text) or ("The offer is closed" in text)


def test_where_nothing_is_asked_the_screen_says_so(offer, owner, settings):
    settings.LINK_CHECKS = False
    text = owner.get(path(offer)).text
    assert ("This installation asks no addresses." in text, "Check now" in text) == (True, False)
    assert SWITCHED_OFF in owner.post(path(offer), follow=True).text


def test_another_practices_address_is_not_there(alder, birch, service):
    theirs = make_offer(birch.practice, service.url("status/404?of-birch"))
    ask_what_is_due(service.asker())
    owner = signed_in(alder.owner, alder.practice)
    missing = f"/admin/booking-address/{theirs.pk + 1000}/"
    for send in (owner.get, owner.post):
        foreign, none = send(path(theirs)), send(missing)
        assert (foreign.status_code, none.status_code) == (404, 404)
        assert foreign.text == none.text
    assert check_of(theirs).asked_for_at is None
    assert "of-birch" not in owner.get("/admin/snippets/booking/bookingoffer/").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_screen_costs_the_same_however_many_there_are(alder, owner, service, number):
    offers = [make_offer(alder.practice, service.url(f"status/404?{n}"), f"Offer {n}") for n in range(number)]
    owner.get(path(offers[0]))
    with CaptureQueriesContext(connection) as queries:
        assert owner.get(path(offers[0])).status_code == 200
    assert len(queries) == 15


LIST = "/admin/snippets/booking/bookingoffer/"


def test_the_list_and_the_form_say_what_is_wrong(alder, birch, service):
    gone = make_offer(alder.practice, service.url("status/404"), "Gone")
    fine = make_offer(alder.practice, service.url("status/200"), "Fine")
    ask_what_is_due(service.asker())
    owner = signed_in(alder.owner, alder.practice)
    text = owner.get(LIST).text
    assert re.findall(r'<a href="(/admin/booking-address/\d+/)"[^>]*>([^<]+)</a>', text) == [
        (path(fine), "Answers"),
        (path(gone), "Answers wrongly"),
    ]
    form = owner.get(f"{LIST}edit/{gone.pk}/").text
    since = date_format(check_of(gone).wrong_since, "j F Y")
    assert f"<b>{GONE}</b> So it has been since {since}. Paste the new link." in form
    assert GONE not in owner.get(f"{LIST}edit/{fine.pk}/").text
    assert owner.get(f"{LIST}add/").status_code == 200
    theirs = signed_in(birch.owner, birch.practice).get(LIST).text
    assert ("Answers" in theirs, "/admin/booking-address/" in theirs) == (False, False)


def test_an_answer_about_an_older_address_shows_nowhere(alder, owner, service):
    offer = make_offer(alder.practice, service.url("status/404"))
    ask_what_is_due(service.asker())
    with in_practice(alder.practice):  # as a bulk change would, of which no signal tells
        type(offer).objects.filter(pk=offer.pk).update(service_details={"url": service.url("status/200")})
    assert "Answers" not in owner.get(LIST).text
    assert GONE not in owner.get(f"{LIST}edit/{offer.pk}/").text
    assert "Not asked yet" in owner.get(path(offer)).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_offers_it_shows(alder, owner, service, number):
    for n in range(number):
        make_offer(alder.practice, service.url(f"status/404?{n}"), f"Offer {n}")
    owner.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        assert owner.get(LIST).status_code == 200
    of_checks = [query["sql"] for query in queries if 'FROM "link_checks_linkcheck"' in query["sql"]]
    assert (len(of_checks), len(queries)) == (1, 15)
