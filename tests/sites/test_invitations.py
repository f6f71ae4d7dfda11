"""Accepting an invitation: as somebody new, with an account, under another address; and links that open nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client
from django.utils import timezone

from sites.membership import accept, invite, send_again, withdraw
from sites.models import Invitation, Membership, User
from sites.provisioning import close_practice
from sites.signin import signals
from tests.conftest import PASSWORD, at_the_installation_as
from tests.sites.browsing import Browser

INSTALLATION = "anteroom.localhost"
NEW = {"name": "Jo Field", "password": "tall-grass-by-the-gate"}


def places_of(email) -> dict[str, str]:
    return dict(Membership.everywhere.filter(user__email=email).values_list("practice__slug", "role"))


def words(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@pytest.fixture
def send(alder, birch, django_capture_on_commit_callbacks):
    """Invites into A and gives the path of the letter's link."""

    def path_for(email, role="editor", **options):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            invite(alder.practice, email, role, name="Jo Field", by=alder.owner, **options)
        return re.search(r"http://anteroom\.localhost(/invitation/\S+)", mail.outbox[0].body).group(1)

    return path_for


@pytest.fixture
def heard():
    """What the signals of invitations said."""
    said = []

    def listener(name):
        return lambda sender, invitation, **kwargs: said.append((name, invitation.email))

    listeners = {name: listener(name) for name in ("invitation_sent", "invitation_accepted", "invitation_withdrawn")}
    for name, each in listeners.items():
        getattr(signals, name).connect(each)
    yield said
    for name, each in listeners.items():
        getattr(signals, name).disconnect(each)


def nobody() -> Client:
    return Client(headers={"host": INSTALLATION})


def test_the_letter_is_the_same_for_new_people_and_for_others(send):
    letters = []
    for email in ("jo@field.example", "Editor@birch.example"):
        path = send(email)
        letters.append(words(mail.outbox[0].body.replace(path, "/…")))
    assert letters[0] == letters[1]
    assert letters[0] == (
        "Dear Jo Field, Owner Alder invites you to work at Alder Practice, as editor. Accept here, within 7 days: "
        "http://anteroom.localhost/… If you did not expect this letter, you can leave it unanswered."
    )


def test_inviting_makes_no_account_and_no_place(send):
    people = User.everyone.count()
    send("jo@field.example")
    send("editor@birch.example")
    assert User.everyone.count() == people
    assert places_of("editor@birch.example") == {"birch": "editor"}


def test_the_link_is_stored_nowhere(send):
    token = send("jo@field.example").split("/")[2]
    kept = Invitation.everywhere.values().get()
    assert token not in str(kept)


def test_somebody_new_gives_a_name_and_a_password_and_is_in(send, heard):
    path, browser = send("Jo@Field.example"), Browser()
    form = browser.open(f"http://{INSTALLATION}{path}")
    assert "You will sign in with jo@field.example." in form.text
    page = browser.send(f"http://{INSTALLATION}{path}", NEW)
    assert browser.way[-1] == "alder.anteroom.localhost/admin/"
    assert (page.status_code, str(page.context["user"])) == (200, "Jo Field")
    assert places_of("jo@field.example") == {"alder": "editor"}
    assert heard == [("invitation_sent", "jo@field.example"), ("invitation_accepted", "jo@field.example")]


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"password": ""}, "password", "This field is required."),
        ({"password": "short"}, "password", "This password is too short."),
        ({"password": "password1234"}, "password", "This password is too common."),
        ({"password": "jo@field.example"}, "password", "The password is too similar to the"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_made(typed, field, message, send):
    path = send("jo@field.example")
    form = nobody().post(path, {**NEW, **typed}).context["form"]
    assert (list(form.errors), form.errors[field][0].startswith(message)) == ([field], True)
    assert User.everyone.with_email("jo@field.example") is None


def test_somebody_with_an_account_signs_in_and_accepts(send):
    path, browser = send("editor@birch.example"), Browser()
    page = browser.open(f"http://{INSTALLATION}{path}")
    assert "Sign in with it, and then accept." in page.text
    assert nobody().post(path, NEW).status_code == 200  # makes nothing and changes no password
    assert User.everyone.with_email("editor@birch.example").check_password(PASSWORD)
    page = browser.sign_in("editor@birch.example", to=path)
    assert "Owner Alder invites you to work at Alder Practice, as editor." in words(page.text)
    assert places_of("editor@birch.example") == {"birch": "editor"}  # looking accepts nothing
    browser.send(f"http://{INSTALLATION}{path}")
    assert browser.way[-1] == "alder.anteroom.localhost/admin/"
    assert places_of("editor@birch.example") == {"alder": "editor", "birch": "editor"}


def test_somebody_else_is_told_so_and_can_sign_out(send, birch):
    path = send("jo@field.example")
    client = at_the_installation_as(birch.editor)
    for page in (client.get(path), client.post(path, NEW)):
        assert "This invitation was sent to another address than yours" in page.text
    assert places_of("editor@birch.example") == {"birch": "editor"}
    response = client.post("/account/logout/", {"next": path})
    assert (response.status_code, response.url) == (302, path)
    assert "You will sign in with jo@field.example." in client.get(path).text


def test_every_link_that_opens_nothing_opens_the_same_page(send, alder, birch):
    used, withdrawn, expired = (send(f"{name}@field.example") for name in ("used", "withdrawn", "expired"))
    former = send("former@field.example")
    send("former@field.example", again=True)
    nobody().post(used, NEW)
    withdraw(Invitation.everywhere.get(email="withdrawn@field.example"), by=alder.owner)
    Invitation.everywhere.filter(email="expired@field.example").update(expires_at=timezone.now())
    answers = {path: nobody().get(path) for path in (used, withdrawn, expired, former, "/invitation/nothing/")}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.content for answer in answers.values()}) == 1
    assert "This invitation is no longer good" in answers[used].text
    for path in (withdrawn, expired, former):
        nobody().post(path, NEW)
    assert not User.everyone.filter(email__in=["withdrawn@field.example", "former@field.example"]).exists()


def test_a_closed_practice_invites_nobody(send, alder):
    path = send("jo@field.example")
    close_practice(alder.practice)
    assert nobody().get(path).content == nobody().get("/invitation/nothing/").content


def test_it_is_good_for_seven_days_from_the_latest_letter(send, alder):
    send("jo@field.example")
    waiting = Invitation.everywhere.get()
    assert abs(waiting.expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    Invitation.everywhere.update(expires_at=timezone.now())
    send_again(waiting, by=alder.owner)
    assert Invitation.everywhere.get().is_good is True


def test_inviting_twice_writes_once_unless_it_is_asked_for(send, alder, django_capture_on_commit_callbacks):
    send("jo@field.example")
    with django_capture_on_commit_callbacks(execute=True):
        invite(alder.practice, "JO@field.example", "owner", name="Another", by=alder.owner)
    kept = Invitation.everywhere.get()
    assert (kept.name, kept.role, len(mail.outbox)) == ("Jo Field", "editor", 1)
    with django_capture_on_commit_callbacks(execute=True):
        invite(alder.practice, "JO@field.example", "owner", name="Another", by=alder.owner, again=True)
    kept = Invitation.everywhere.get()
    assert (kept.name, kept.role, len(mail.outbox)) == ("Another", "owner", 2)


def test_who_is_here_already_is_not_invited(alder, birch):
    assert invite(alder.practice, "EDITOR@alder.example", "owner", by=alder.owner) is None
    assert not Invitation.everywhere.exists()


def test_an_address_that_is_none_makes_nothing(alder):
    with pytest.raises(ValidationError):
        invite(alder.practice, "not an address", "owner")
    assert not Invitation.everywhere.exists()


def test_it_is_accepted_once(send, birch):
    send("editor@birch.example")
    found = Invitation.everywhere.get()
    accept(found, birch.editor)
    with pytest.raises(Http404):
        accept(found, birch.owner)
    assert places_of("owner@birch.example") == {"birch": "owner"}


def test_nobody_waits_long_to_guess(alder, birch):
    client = nobody()
    codes = [client.get(f"/invitation/{number}/").status_code for number in range(22)]
    assert codes == [404] * 20 + [429] * 2
    refused = client.get("/invitation/x/")
    assert "Too many tries. Wait five minutes, then try again." in refused.text
    assert refused["Retry-After"] == "300"
