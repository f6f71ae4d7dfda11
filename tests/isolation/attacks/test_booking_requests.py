"""Attacks on booking requests: reading, answering, exporting and erasing another practice's; forging forms and rows."""

import json

import pytest
from django.core import mail
from django.db import transaction

from cms.booking_requests.form_tokens import new_token
from cms.booking_requests.models import BookingRequest, Letter, RequestSettings
from cms.booking_requests.sealing import CannotBeOpened
from sites.guard import OfAnotherPractice
from sites.scoping import in_practice
from tests.conftest import reader
from tests.isolation.two_sides import WORD

from .asking import again, refused, send, text_of

LIST = "/admin/booking-requests/"
PERSON, SETTINGS = f"{LIST}person/", f"{LIST}settings/"


def filled(offer, **changes) -> dict:
    data = {"name": "Wren", "reach": "email", "contact": "wren@nest.example", "known": "new", "consent": "on"}
    return {**data, "zone": "Europe/London", "form_token": new_token(offer, age=60), **changes}


def stored(side) -> int:
    with in_practice(side.practice):
        return BookingRequest.objects.count()


def test_reading_and_answering_bs_request(b, owner, editor, practitioner):
    path = f"{LIST}{b.request.pk}/"
    for somebody in (owner, editor, practitioner):
        assert (refused(somebody, path), refused(somebody, f"{path}move/")) == (404, 404)
        assert [refused(somebody, f"{path}move/", {"how": how}) for how in ("answer", "close", "reopen")] == [404] * 3
    assert again(b, b.request).state == "new"
    for page in (LIST, f"{LIST}?state=new", f"{LIST}?p=2"):
        assert WORD not in text_of(send(owner, page))


def test_finding_exporting_and_erasing_bs_person(a, b, owner):
    for contact in (b.contact, "nobody@nest.example"):
        page = send(owner, PERSON, {"contact": contact})
        assert (page.context["found"], "Nothing here was sent" in page.text) == ([], True)
        assert json.loads(send(owner, f"{PERSON}export/", {"contact": contact}).content)["requests"] == []
        assert send(owner, f"{PERSON}erase/", {"contact": contact, "sure": "yes"}).status_code == 302
    assert again(b, b.request) is not None
    found = json.loads(send(owner, f"{PERSON}export/", {"contact": a.contact}).content)["requests"]
    assert [request["number"] for request in found] == [a.request.pk]


def test_bs_contact_has_another_mark_here(a, b):
    with in_practice(a.practice):
        row = BookingRequest(offer=a.by_request, token="t", practice=a.practice)
        row.put({"contact": b.contact}, b.contact)
    assert row.contact_mark != b.request.contact_mark


def test_a_form_of_bs_is_sent_here_and_ours_there(a, b, anybody):
    ours, theirs = f"/book/{a.by_request.slug}/request/", f"/book/{b.by_request.slug}/request/"
    assert refused(anybody, theirs, filled(b.by_request)) == 404
    for offer in (b.by_request, a.offer):
        assert send(anybody, ours, filled(offer)).status_code == 422
    before = stored(a), stored(b)
    forged = {"offer": b.by_request.pk, "offer_id": b.by_request.pk, "practice": b.practice.pk, "token": "x"}
    assert send(anybody, ours, filled(a.by_request) | forged).status_code == 303
    assert (stored(a), stored(b)) == (before[0] + 1, before[1])
    with in_practice(a.practice):
        assert BookingRequest.objects.latest("pk").offer_id == a.by_request.pk
    assert WORD not in text_of(send(anybody, f"/book/{a.by_request.slug}/sent/"))
    assert refused(anybody, f"/book/{b.by_request.slug}/sent/") == 404


def test_bs_sealed_text_is_copied_into_a_row_here(a, b, owner):
    with in_practice(a.practice):
        BookingRequest.objects.filter(pk=a.request.pk).update(sealed=b.request.sealed, token=b.request.token)
    with pytest.raises(CannotBeOpened):
        again(a, a.request).content()
    page = send(owner, f"{LIST}{a.request.pk}/")
    assert (page.status_code, "This can not be opened" in page.text, WORD in page.text) == (200, True, False)


@pytest.mark.parametrize(
    "row",
    [
        lambda a, b: BookingRequest(offer=b.by_request, token="t", sealed="", purge_on="2027-01-01"),
        lambda a, b: BookingRequest(answered_by=b.owner, token="t", sealed="", purge_on="2027-01-01"),
        lambda a, b: BookingRequest(practice=b.practice, token="t", sealed="", purge_on="2027-01-01"),
        lambda a, b: Letter(request=b.request, recipient=a.owner),
        lambda a, b: Letter(request=a.request, recipient=b.owner),
        lambda a, b: RequestSettings(practice=b.practice),
    ],
)
def test_a_row_here_that_names_something_of_bs(a, b, row):
    with in_practice(a.practice), pytest.raises(OfAnotherPractice), transaction.atomic():
        row(a, b).save()


def test_letters_go_to_nobody_of_b(a, b, anybody, sides):
    mail.outbox.clear()
    assert send(anybody, f"/book/{a.by_request.slug}/request/", filled(a.by_request)).status_code == 303
    sides.finish()
    assert [letter.to for letter in mail.outbox] == [[a.owner.email]]
    assert WORD not in str(mail.outbox[0].message())


def test_settings_of_b_are_forged(a, b, owner):
    forged = {"keep_days": 1, "letters_to": "nobody", "practice": b.practice.pk, "id": 7000001, "pk": 7000001}
    assert send(owner, SETTINGS, forged).status_code == 302
    with in_practice(b.practice):
        assert RequestSettings.objects.count() == 0
    with in_practice(a.practice):
        assert RequestSettings.objects.get().keep_days == 1


def test_a_reader_of_b_finds_no_form_of_as(a, b):
    page = reader(b.practice).get(f"/book/{a.by_request.slug}/")
    assert page.status_code == 404
