"""Inviting people, changing what they may do, letting them go."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import ModelLogEntry

from sites.membership import change_role, invite, let_go
from sites.models import Membership, User
from tests.conftest import PASSWORD, reader, signed_in


def member(user, practice) -> Membership:
    return Membership.everywhere.get(user=user, practice=practice)


def people_of(practice) -> dict[str, str]:
    return dict(Membership.everywhere.filter(practice=practice).values_list("user__email", "role"))


def words(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def sign_in(email, password, practice) -> bool:
    client = reader(practice)
    return client.post("/admin/login/", {"username": email, "password": password}).status_code == 302


@pytest.fixture
def letters(alder, birch):
    mail.outbox.clear()
    return mail.outbox


@pytest.fixture
def jo(alder, letters, django_capture_on_commit_callbacks):
    """Somebody new, invited into A by its owner."""
    with django_capture_on_commit_callbacks(execute=True):
        return invite(alder.practice, "Jo@Field.example", "editor", name="Jo Field", by=alder.owner).user


def test_somebody_new_is_written_to(jo, letters):
    link = re.search(r"http://\S+/confirm/\S+", letters[0].body).group()
    assert (letters[0].to, letters[0].subject) == (["jo@field.example"], "Your place at Alder Practice")
    assert words(letters[0].body) == (
        "Dear Jo, Owner Alder has made a place for you at Alder Practice, as editor. "
        f"Choose a password here, within 7 days: {link} "
        "After that you sign in with this e-mail address at: http://alder.anteroom.localhost/admin/ "
        "If you did not expect this letter, you can leave it unanswered."
    )


def test_the_link_in_the_letter_leads_in(jo, letters, alder, birch):
    link = re.search(r"http://(\S+?)(/admin/\S+)", letters[0].body)
    client = Client(headers={"host": link.group(1)})
    form = client.get(link.group(2), follow=True)
    assert (form.status_code, "new_password1" in form.text) == (200, True)
    chosen = {"new_password1": "tall-grass-by-the-gate", "new_password2": "tall-grass-by-the-gate"}
    assert client.post(form.redirect_chain[-1][0], chosen).status_code == 302
    assert sign_in("JO@field.example", "tall-grass-by-the-gate", alder.practice) is True
    assert sign_in("jo@field.example", "tall-grass-by-the-gate", birch.practice) is False
    again = Client(headers={"host": link.group(1)}).get(link.group(2), follow=True)
    assert "new_password1" not in again.text  # it is good for one time


def test_the_link_opens_nothing_at_another_practice(jo, letters, birch):
    path = re.search(r"http://\S+?(/admin/\S+)", letters[0].body).group(1)
    assert "new_password1" not in reader(birch.practice).get(path, follow=True).text


def test_somebody_with_an_account_is_told_to_use_it(birch, alder, letters, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(alder.practice, "EDITOR@birch.example", "practitioner", name="Not Used", by=alder.owner)
    assert words(letters[0].body) == (
        "Dear Editor, Owner Alder has made a place for you at Alder Practice, as practitioner. "
        "Sign in with the password you have already: http://alder.anteroom.localhost/admin/ "
        "If you did not expect this letter, you can leave it unanswered."
    )
    assert str(User.everyone.get(pk=birch.editor.pk)) == "Editor Birch"
    assert sign_in("editor@birch.example", PASSWORD, alder.practice) is True


def test_inviting_twice_changes_nothing_and_writes_once(jo, alder, letters, django_capture_on_commit_callbacks):
    before = people_of(alder.practice)
    with django_capture_on_commit_callbacks(execute=True):
        invite(alder.practice, "jo@FIELD.example", "owner", name="Another Name", by=alder.owner)
    assert (people_of(alder.practice), len(letters)) == (before, 1)
    assert before["jo@field.example"] == "editor"


def test_an_address_that_is_none_makes_nobody(alder):
    with pytest.raises(ValidationError):
        invite(alder.practice, "not an address", "owner")
    assert not User.everyone.filter(email__contains=" ").exists()


def test_a_new_role_acts_at_once_in_a_running_session(alder, birch):
    client = signed_in(alder.practitioner, alder.practice)
    assert client.get("/admin/snippets/faq/faqentry/add/").status_code == 302
    change_role(member(alder.practitioner, alder.practice), "editor", by=alder.owner)
    assert client.get("/admin/snippets/faq/faqentry/add/").status_code == 200
    change_role(member(alder.practitioner, alder.practice), "practitioner", by=alder.owner)
    assert client.get("/admin/snippets/faq/faqentry/add/").status_code == 302


def test_letting_go_ends_the_session_and_keeps_the_account(alder, birch):
    client = signed_in(alder.editor, alder.practice)
    assert client.get("/admin/").status_code == 200
    let_go(member(alder.editor, alder.practice), by=alder.owner)
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert sign_in(alder.editor.email, PASSWORD, alder.practice) is False
    assert User.everyone.get(pk=alder.editor.pk).is_active is True


def test_the_last_owner_stays_an_owner(alder, birch):
    last = member(alder.owner, alder.practice)
    for attempt in (lambda: let_go(last, by=alder.owner), lambda: change_role(last, "editor", by=alder.owner)):
        with pytest.raises(ValidationError, match="A practice needs an owner"):
            attempt()
    assert people_of(alder.practice)["owner@alder.example"] == "owner"

    change_role(member(alder.editor, alder.practice), "owner", by=alder.owner)
    let_go(last, by=alder.editor)
    assert "owner@alder.example" not in people_of(alder.practice)
    with pytest.raises(ValidationError):
        let_go(member(alder.editor, alder.practice), by=alder.editor)


def test_changes_are_logged_with_their_actor(alder, birch):
    change_role(member(alder.practitioner, alder.practice), "editor", by=alder.owner)
    let_go(member(alder.practitioner, alder.practice), by=alder.owner)
    log = ModelLogEntry.objects.order_by("pk").values_list("action", "user", "label")
    label = "Practitioner Alder (Editor)"
    assert list(log) == [("wagtail.edit", alder.owner.pk, label), ("wagtail.delete", alder.owner.pk, label)]


def test_an_invitation_that_ran_out_is_sent_again(alder, django_capture_on_commit_callbacks):
    owner = signed_in(alder.owner, alder.practice)
    typed = {"email": "new@alder.example", "name": "New Person", "role": "editor"}
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert owner.post("/admin/practice/people/new/", typed).status_code == 302
    letters = [letter for letter in mail.outbox if letter.to == ["new@alder.example"]]
    assert len(letters) == 2
    assert Membership.everywhere.filter(practice=alder.practice, user__email="new@alder.example").count() == 1
