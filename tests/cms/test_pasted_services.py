"""The owner pastes a link or a snippet: it is answered, identifiers are kept, and nothing typed is lost."""

import pytest

from cms.booking.models import BookingOffer
from sites.scoping import in_practice
from tests.building import make_offer
from tests.conftest import signed_in

LIST = "/admin/snippets/booking/bookingoffer/"
NEW = f"{LIST}add/"
TYPED = {"name": "A walk", "slug": "walk", "way": "service", "state": "open"}
SNIPPET = (
    '<div class="calendly-inline-widget" data-url="https://calendly.com/alder/first?utm_source=x"></div>'
    '<script src="https://assets.calendly.com/assets/external/widget.js" async></script>'
)
KEPT = {"user": "alder", "event": "first"}


def stored(practice) -> tuple:
    with in_practice(practice):
        offer = BookingOffer.objects.get(slug="walk")
        return offer.way, offer.service, offer.service_details


def test_a_snippet_becomes_service_and_identifiers(alder):
    answer = signed_in(alder.owner, alder.practice).post(NEW, {**TYPED, "booking_paste": SNIPPET})
    assert answer.status_code == 302
    assert stored(alder.practice) == ("service", "calendly", KEPT)


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "Paste the link of your booking page, or choose another way to book."),
        ("javascript:alert(1)", "https://"),
        ("https://calendly.com.evil.example/alder/first", "Calendly"),
        ("<iframe></iframe>", "address"),
        ("x" * 20_001, "20000"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(alder, pasted, sentence):
    answer = signed_in(alder.owner, alder.practice).post(NEW, {**TYPED, "booking_paste": pasted})
    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == ["booking_paste"]
    assert sentence in form.errors["booking_paste"][0]
    assert form["booking_paste"].value() == pasted
    assert form["name"].value() == "A walk"


def test_the_form_shows_the_link_and_keeps_the_rest_when_it_comes_back_unchanged(alder):
    details = {"user": "alder", "event": "first"}
    with in_practice(alder.practice):
        offer = make_offer("Walk", way="service", service="calendly", service_details=details)
    owner = signed_in(alder.owner, alder.practice)
    page = owner.get(f"{LIST}edit/{offer.pk}/")
    shown = page.context["form"]["booking_paste"].value()
    assert shown == "https://calendly.com/alder/first"
    assert owner.post(f"{LIST}edit/{offer.pk}/", {**TYPED, "booking_paste": shown}).status_code == 302
    assert stored(alder.practice) == ("service", "calendly", details)


def test_another_way_leaves_the_link_for_later(alder):
    with in_practice(alder.practice):
        offer = make_offer("Walk", way="service", service="calendly", service_details=KEPT)
    owner = signed_in(alder.owner, alder.practice)
    typed = {**TYPED, "way": "phone", "booking_paste": "https://calendly.com/alder/first"}
    assert owner.post(f"{LIST}edit/{offer.pk}/", typed).status_code == 302
    assert stored(alder.practice) == ("phone", "calendly", KEPT)


# --- the answer beside the field ---


def understood(person, practice, pasted):
    return signed_in(person, practice).post("/admin/booking/understand/", {"pasted": pasted})


def test_a_paste_is_answered_with_what_is_kept_and_what_is_thrown_away(alder):
    answer = understood(alder.owner, alder.practice, SNIPPET)
    assert answer.status_code == 200
    words = ["Calendly", "<code>alder</code>", "<code>first</code>", "https://calendly.com/alder/first", "utm_source"]
    assert [word for word in words if word not in answer.text] == []
    assert "<script" not in answer.text


def test_a_refusal_is_answered_with_its_sentence_and_nothing_with_nothing(alder):
    assert "w-text-critical" in understood(alder.owner, alder.practice, "javascript:alert(1)").text
    assert understood(alder.owner, alder.practice, " ").text.strip() == ""


def test_only_who_may_configure_is_answered(alder):
    for person in (alder.editor, alder.practitioner):
        assert understood(person, alder.practice, SNIPPET).status_code in (302, 403)
    assert signed_in(alder.owner, alder.practice).get("/admin/booking/understand/").status_code == 405


def test_details_that_were_written_by_other_hands_lead_nowhere(at_alder):
    offer = make_offer("Walk", way="service", service="calendly", service_details={"user": '"><script>', "event": "x"})
    assert (offer.booking_link, offer.host, offer.leads_somewhere) == ("", "", False)
    unknown = make_offer("Gone", way="service", service="no-such-service", service_details={})
    assert (unknown.booking_link, unknown.leads_somewhere) == ("", False)
