"""A reader sends the form: what is stored, what is answered, and that a second press changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.booking_requests.models import BookingRequest, Letter, RequestSettings
from sites.scoping import in_practice
from tests.conftest import reader

from .conftest import CONTACT, NAME, filled, make_offer, send, stored, worked_out


def test_a_request_is_stored_sealed_and_the_reader_is_led_on(alder, birch, offer):
    answer = send(alder.practice, offer)
    assert (answer.status_code, answer["Location"]) == (303, "/book/first-talk/sent/")
    (request,) = stored(alder.practice)
    assert stored(birch.practice) == []
    assert (request.state, request.offer_id, request.practice_id) == ("new", offer.pk, alder.practice.pk)
    with in_practice(alder.practice):
        content = request.content()
    assert content.pop("times")[0]["time"] == "14:30"
    assert content == {
        "name": NAME,
        "reach": "email",
        "contact": CONTACT,
        "known": "new",
        "place": "online",
        "zone": "Europe/London",
        "words": "",
    }


def test_no_answer_on_the_way_sets_a_cookie_or_may_be_kept(alder, offer):
    browser = reader(alder.practice)
    page = browser.get("/book/first-talk/")
    refused = browser.post("/book/first-talk/request/", {})
    taken = browser.post("/book/first-talk/request/", filled(offer))
    thanks = browser.get(taken["Location"])
    assert [each.status_code for each in (page, refused, taken, thanks)] == [200, 422, 303, 200]
    assert dict(browser.cookies) == {}
    assert refused["Cache-Control"] == "no-store"


def test_the_thanks_say_what_happens_next_and_nothing_of_anybody(alder, offer):
    with in_practice(alder.practice):
        RequestSettings.objects.create(keep_days=1)
        offer.what_next = "We write within two days."
        offer.save()
    answer = send(alder.practice, offer)
    page = reader(alder.practice).get(answer["Location"]).text
    assert "We write within two days." in page
    assert "deleted after 1 day." in page
    assert 'content="noindex"' in page
    assert NAME not in page


@pytest.mark.parametrize("with_proof", [False, True])
def test_a_second_press_of_the_button_is_thanked_and_is_one_request(alder, offer, with_proof):
    data = filled(offer)
    if with_proof:
        data["proof"] = worked_out(offer, data["form_token"])
    answers = [send(alder.practice, offer, data=data) for _ in range(3)]
    assert [(each.status_code, each["Location"]) for each in answers] == [(303, "/book/first-talk/sent/")] * 3
    with in_practice(alder.practice):
        assert (BookingRequest.objects.count(), Letter.objects.count()) == (1, 1)


def test_whoever_goes_back_and_corrects_something_is_not_forgotten(alder, offer):
    data = filled(offer)
    send(alder.practice, offer, data=data)
    send(alder.practice, offer, data={**data, "contact": "other@nest.example"})
    assert len(stored(alder.practice)) == 2


def test_the_day_of_deletion_follows_the_practices_term(alder, offer):
    with in_practice(alder.practice):
        RequestSettings.objects.create(keep_days=3)
    send(alder.practice, offer)
    (request,) = stored(alder.practice)
    assert (request.purge_on - request.received_at.date()).days == 3


def test_what_is_not_booked_by_request_has_no_form_and_takes_none(alder, offer):
    ring = make_offer(alder.practice, name="Ring", slug="ring", way="phone")
    assert "request-form" in reader(alder.practice).get("/book/first-talk/").text
    assert "request-form" not in reader(alder.practice).get("/book/ring/").text
    assert send(alder.practice, ring).status_code == 404
    assert reader(alder.practice).get("/book/ring/sent/").status_code == 404


@pytest.mark.parametrize("state", ["closed", "refers"])
def test_an_offer_that_was_closed_meanwhile_takes_none_and_keeps_what_was_typed(alder, offer, state):
    offer.state, offer.refer_to = state, "Somebody else"
    with in_practice(alder.practice):
        offer.save()
    assert "request-form" not in reader(alder.practice).get("/book/first-talk/").text
    page = send(alder.practice, offer)
    assert page.status_code == 409
    assert "This was closed while you were writing" in page.text
    assert f'value="{NAME}"' in page.text
    assert ">Send</button>" not in page.text
    assert stored(alder.practice) == []


def test_a_waiting_list_takes_requests_and_says_so(alder, offer):
    offer.state = "waiting"
    with in_practice(alder.practice):
        offer.save()
    assert "There is no room at present." in reader(alder.practice).get("/book/first-talk/").text
    assert send(alder.practice, offer).status_code == 303


def test_free_words_are_taken_where_the_owner_asks_for_them_and_no_more_than_500(alder, offer):
    offer.asks_free_text = True
    with in_practice(alder.practice):
        offer.save()
    assert (
        "Please leave out what you would rather say in person" in reader(alder.practice).get("/book/first-talk/").text
    )
    page = send(alder.practice, offer, words="w" * 501)
    assert (page.status_code, "Please keep to 500 characters. You have 501." in page.text) == (422, True)
    assert send(alder.practice, offer, words="Not on Fridays.").status_code == 303
    assert stored(alder.practice)[0].content()["words"] == "Not on Fridays."


def test_a_forged_offer_and_one_of_another_practice_are_the_same_nothing(alder, birch, offer):
    assert reader(birch.practice).post("/book/first-talk/request/", filled(offer)).status_code == 404
    assert reader(birch.practice).post("/book/nothing/request/", filled(offer)).status_code == 404
    assert stored(alder.practice) == stored(birch.practice) == []


def test_whoever_opens_the_address_of_the_form_is_led_to_the_page(alder, offer):
    answer = reader(alder.practice).get("/book/first-talk/request/")
    assert (answer.status_code, answer["Location"]) == (302, "/book/first-talk/")


def test_drawing_the_form_costs_the_same_with_one_offer_and_with_three(alder, offer):
    def queries():
        reader(alder.practice).get("/book/first-talk/")
        with CaptureQueriesContext(connection) as seen:
            assert reader(alder.practice).get("/book/first-talk/").status_code == 200
        return len(seen)

    one = queries()
    for number in (2, 3):
        make_offer(alder.practice, name=f"Talk {number}", slug=f"talk-{number}")
    assert queries() == one
