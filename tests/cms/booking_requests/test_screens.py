"""The practice's screens: what shows where, who may, and that each look is written down."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.booking_requests.models import BookingRequest, Letter, RequestSettings
from sites.audit.models import AuditEntry
from sites.models import Membership
from sites.scoping import in_practice
from sites.visits import visiting
from tests.conftest import signed_in

from .conftest import CONTACT, NAME, make_offer, send, stored

LIST, PERSON = "/admin/booking-requests/", "/admin/booking-requests/person/"
EXPORT, ERASE, SETTINGS = f"{PERSON}export/", f"{PERSON}erase/", f"{LIST}settings/"


def logged(practice) -> list[tuple[str, str]]:
    with in_practice(practice):
        entries = AuditEntry.objects.filter(action__startswith="request.").order_by("position")
        return [(entry.action, entry.title) for entry in entries]


def one(request) -> str:
    return reverse("booking_request", args=(request.pk,))


# --- from the other side first ---


def test_another_practices_request_is_as_good_as_missing(received, birch):
    client = signed_in(birch.owner, birch.practice)
    for pk in (received.request.pk, 987654):
        for path in (f"{LIST}{pk}/", f"{LIST}{pk}/move/"):
            assert (client.get(path).status_code, client.post(path, {"how": "close"}).status_code) == (404, 404)
    listed = client.get(LIST)
    assert "Nobody has sent a request yet." in listed.text
    found = client.post(PERSON, {"contact": CONTACT})
    assert "Nothing here was sent with this address" in found.text
    assert json.loads(client.post(EXPORT, {"contact": CONTACT}).content)["requests"] == []
    client.post(ERASE, {"contact": CONTACT, "sure": "yes"})
    assert [each.state for each in stored(received.practice)] == ["new"]
    assert logged(received.practice) == []


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("editor", 302), ("practitioner", 302), ("second_practitioner", 302)]
)
def test_owners_read_requests_and_others_do_not(received, alder, role, status):
    client = signed_in(getattr(alder, role), alder.practice)
    paths = [LIST, one(received.request), PERSON]
    assert [client.get(path).status_code for path in paths] == [status] * 3
    assert ("Booking requests (1)" in client.get("/admin/").text) is (role == "owner")


def test_whoever_the_owner_lets_reads_them_and_still_configures_nothing(received, alder):
    place = Membership.everywhere.get(practice=alder.practice, user=alder.practitioner)
    edit = reverse("practice_people:edit", args=(place.pk,))
    owner = signed_in(alder.owner, alder.practice)
    assert "reads booking requests" in owner.get(edit).text.lower()
    owner.post(edit, {"role": "practitioner", "answers_requests": "on"})
    client = signed_in(alder.practitioner, alder.practice)
    assert NAME in client.get(one(received.request)).text
    assert client.get(SETTINGS).status_code == 302
    owner.post(edit, {"role": "practitioner"})
    assert signed_in(alder.practitioner, alder.practice).get(LIST).status_code == 302


def test_an_operators_visit_reads_none(received, alder, operator):
    visiting.begin(operator, alder.practice, reason="The booking page is empty", minutes=15)
    client = signed_in(operator, alder.practice)
    assert client.get("/admin/").status_code == 200
    paths = (LIST, one(received.request), PERSON, SETTINGS)
    assert [client.get(path).status_code for path in paths] == [302] * 4
    assert [NAME in client.get(path, follow=True).text for path in paths] == [False] * 4
    assert "Booking requests" not in client.get("/admin/").text
    assert logged(alder.practice) == []


# --- reading and answering ---


def test_the_list_shows_no_names_and_opening_one_is_written_down(received, alder):
    client = signed_in(alder.owner, alder.practice)
    page = client.get(LIST).text
    assert [word for word in (NAME, CONTACT) if word in page] == []
    assert f"Request {received.request.pk}" in page
    assert "A first talk" in page
    assert logged(alder.practice) == []
    opened = client.get(one(received.request)).text
    assert [word for word in (NAME, f'href="mailto:{CONTACT}"', "14:30") if word not in opened] == []
    assert logged(alder.practice) == [("request.read", f"Request {received.request.pk}")]
    assert NAME not in str(AuditEntry.everywhere.values())


def test_times_are_shown_on_the_readers_clock_and_on_ours(alder, offer):
    send(alder.practice, offer, zone="America/New_York", day_1="2026-12-01", time_1="20:30", day_2="2026-12-02")
    page = signed_in(alder.owner, alder.practice).get(one(stored(alder.practice)[0])).text
    assert "Tuesday 1 December 2026, 20:30 in America/New York; here that is Wednesday 2 December 2026, 01:30" in page
    assert "Wednesday 2 December 2026, any time in America/New York<" in page


def test_a_request_is_answered_closed_and_made_new_again(received, alder):
    client = signed_in(alder.owner, alder.practice)
    move = reverse("booking_request_move", args=(received.request.pk,))
    states = []
    for how in ("answer", "close", "reopen"):
        page = client.post(move, {"how": how}, follow=True)
        (row,) = stored(alder.practice)
        states.append((row.state, row.answered_by_id, row.closed_by_id))
        assert page.status_code == 200
    owner = alder.owner.pk
    assert states == [("answered", owner, None), ("closed", owner, owner), ("new", None, None)]
    assert client.post(move, {"how": "delete"}).status_code == 404
    acts = [action for action, _ in logged(alder.practice) if action != "request.read"]
    assert acts == ["request.answered", "request.closed", "request.reopened"]


def test_a_request_whose_key_is_gone_says_so_and_stays(received, alder, settings):
    settings.REQUEST_KEYS = {"other": b"o" * 32}
    client = signed_in(alder.owner, alder.practice)
    page = client.get(one(received.request)).text
    assert "This can not be opened" in page
    assert received.request.sealed not in page
    assert [action for action, _ in logged(alder.practice)] == ["request.not_opened"]


def test_the_list_is_narrowed_and_costs_the_same_with_one_and_with_three(received, alder, offer):
    client = signed_in(alder.owner, alder.practice)

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    with_one = queries()
    for number in (2, 3):
        send(alder.practice, offer, name=f"Wren {number}")
    assert queries() == with_one
    with in_practice(alder.practice):
        BookingRequest.objects.filter(pk=received.request.pk).update(state="closed")
    assert client.get(f"{LIST}?state=closed").context["page"].paginator.count == 1
    assert client.get(f"{LIST}?state=new").context["page"].paginator.count == 2
    assert client.get(f"{LIST}?state=nonsense&p=99").status_code == 200


def test_letters_that_could_not_be_sent_are_shown(received, alder):
    with in_practice(alder.practice):
        Letter.objects.update(sent_at=None, last_error="The mail server did not answer.", next_try_at=timezone.now())
    page = signed_in(alder.owner, alder.practice).get(LIST).text
    assert "1 letter about requests could not be sent." in page
    assert "The mail server did not answer." in page
    assert "Tried again at" in page


# --- one person ---


def test_one_persons_requests_are_found_downloaded_and_erased(received, alder, offer):
    send(alder.practice, offer, contact="other@nest.example")
    client = signed_in(alder.owner, alder.practice)
    found = client.post(PERSON, {"contact": f" {CONTACT.upper()} "})
    assert [each.pk for each in found.context["found"]] == [received.request.pk]
    file = client.post(EXPORT, {"contact": CONTACT})
    assert file["Content-Disposition"].startswith('attachment; filename="booking-requests-')
    (taken,) = json.loads(file.content)["requests"]
    assert (taken["number"], taken["written"]["name"]) == (received.request.pk, NAME)
    asked = client.post(ERASE, {"contact": CONTACT})
    assert "Erase 1 request for good?" in asked.text
    assert len(stored(alder.practice)) == 2
    client.post(ERASE, {"contact": CONTACT, "sure": "yes"})
    assert [each.content()["contact"] for each in stored(alder.practice)] == ["other@nest.example"]
    assert logged(alder.practice) == [
        ("request.looked_for", "1 found"),
        ("request.exported", "1 of one person"),
        ("request.erased", "1 of one person"),
    ]


def test_numbers_are_found_however_they_are_written_and_nonsense_gets_a_sentence(alder, offer):
    send(alder.practice, offer, reach="text", contact="01632 960147")
    client = signed_in(alder.owner, alder.practice)
    assert len(client.post(PERSON, {"contact": "+44 (0)1632 960 147"}).context["found"]) == 1
    page = client.post(PERSON, {"contact": "nobody"})
    assert "“nobody” is no telephone number." in page.text
    for path in (EXPORT, ERASE):
        assert client.get(path).status_code == 405


# --- settings ---


def test_settings_are_the_owners_and_a_shorter_term_holds_at_once_a_longer_one_later(received, alder):
    client = signed_in(alder.owner, alder.practice)
    for days, kept in ((10, 10), (200, 10), (5, 5)):
        client.post(SETTINGS, {"keep_days": days, "letters_to": "owners"})
        (row,) = stored(alder.practice)
        assert (row.purge_on - row.received_at.date()).days == kept
    with in_practice(alder.practice):
        assert RequestSettings.objects.get().keep_days == 5
    page = client.post(SETTINGS, {"keep_days": 366, "letters_to": "owners"})
    assert "Keep requests for 365 days at most." in page.text
    assert signed_in(alder.editor, alder.practice).get(SETTINGS).status_code == 302


def test_the_settings_of_one_practice_are_not_the_others(alder, birch):
    signed_in(alder.owner, alder.practice).post(SETTINGS, {"keep_days": 7, "letters_to": "nobody"})
    with in_practice(birch.practice):
        assert RequestSettings.of_practice().keep_days == 30
    make_offer(birch.practice)
    assert 'value="30"' in signed_in(birch.owner, birch.practice).get(SETTINGS).text
