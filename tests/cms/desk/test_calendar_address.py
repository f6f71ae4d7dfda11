"""The secret address: made, shown once, renewed and removed by its person alone, and void for everybody at once."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.desk.models import CalendarFeed
from sites.audit.models import AuditEntry
from sites.models import User
from sites.scoping import at_installation
from sites.signin.tickets import digest
from tests.cms.desk.subscribing import address_for, anybody
from tests.conftest import at_the_installation_as, reader, signed_in

HOST = f"http://{settings.INSTALLATION_DOMAIN}"
PAGE = "/admin/desk/calendar/feed/"
QUERIES_OF_NOTHING = 1


def the_only_one() -> CalendarFeed:
    """The one address that is stored."""
    with at_installation():
        return CalendarFeed.objects.get()


def test_making_renewing_and_removing(alder):
    client = at_the_installation_as(alder.editor)
    assert "You have no address yet" in client.get(PAGE).text
    first = client.post(PAGE, {"step": "make"})
    address = first.context["address"]
    path = address.removeprefix(HOST)
    assert f'value="{address}"' in first.text
    assert anybody().get(path).status_code == 200
    assert address not in client.get(PAGE).text  # once
    assert digest(path.split("/")[2].removesuffix(".ics")) == the_only_one().secret_hash
    second = client.post(PAGE, {"step": "make"}).context["address"].removeprefix(HOST)
    assert (anybody().get(path).status_code, anybody().get(second).status_code) == (404, 200)
    assert client.post(PAGE, {"step": "remove"}).status_code == 302
    assert anybody().get(second).status_code == 404
    with at_installation():
        written = AuditEntry.objects.filter(action__startswith="calendar.").order_by("pk")
        assert list(written.values_list("action", "actor_name")) == [
            (f"calendar.{step}", str(alder.editor)) for step in ("made", "renewed", "removed")
        ]


def test_a_form_of_another_site_makes_nothing(alder):
    client = at_the_installation_as(alder.editor)
    strict = Client(enforce_csrf_checks=True, headers={"host": settings.INSTALLATION_DOMAIN})
    strict.cookies = client.cookies
    assert strict.post(PAGE, {"step": "make"}).status_code == 403
    assert client.get(f"{PAGE}?step=make").status_code == 200
    with at_installation():
        assert not CalendarFeed.objects.exists()


def test_one_person_never_touches_another_ones_address(alder):
    theirs = address_for(alder.owner)
    client = at_the_installation_as(alder.editor)
    client.post(PAGE, {"step": "make"})
    client.post(PAGE, {"step": "remove"})
    assert "You have no address yet" in client.get(PAGE).text
    assert anybody().get(theirs).status_code == 200


@pytest.mark.parametrize("why", ["unknown", "removed", "inactive", "malformed", "empty", "long"])
def test_no_address_tells_more_than_another(why, alder):
    address = address_for(alder.editor)
    if why == "removed":
        with at_installation():
            CalendarFeed.objects.all().delete()
    elif why == "inactive":
        User.everyone.filter(pk=alder.editor.pk).update(is_active=False)
    else:
        wrong = {"unknown": "A" * 43, "malformed": "%00%FFü .ics", "empty": " ", "long": "x" * 5000}
        address = f"/calendar/{wrong[why]}.ics"
    known = anybody().get("/nothing.ics")
    with CaptureQueriesContext(connection) as caught:
        answer = anybody().get(address)
    assert (answer.status_code, answer.text, len(caught)) == (404, known.text, QUERIES_OF_NOTHING)


def test_it_is_at_no_practices_address(alder):
    address = address_for(alder.editor)
    assert reader(alder.practice).get(address).status_code == 404
    assert signed_in(alder.editor, alder.practice).get(PAGE).status_code == 404
    assert anybody().get(PAGE).status_code == 302


def test_a_program_gone_wrong_is_told_to_wait(alder, monkeypatch):
    monkeypatch.setattr("cms.desk.calendar.feed_views.MOST_FETCHES", {"calendar_feed": "2/h/key"})
    address, other = address_for(alder.editor), address_for(alder.owner)
    answers = [anybody().get(one) for one in (address, address, address, other)]
    assert [one.status_code for one in answers] == [200, 200, 429, 200]
    assert answers[2].headers["Retry-After"] == "3600"


def test_when_it_was_last_used_is_noted_once_an_hour(alder):
    address = address_for(alder.editor)
    anybody().get(address)
    first = the_only_one().last_used_at
    anybody().get(address)
    assert first is not None
    assert the_only_one().last_used_at == first
