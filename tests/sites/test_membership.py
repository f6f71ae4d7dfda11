"""Changing what people may do, and letting them go. Inviting them is in test_invitations.py."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from sites.membership import change_role, let_go, resign
from sites.models import Membership, User
from sites.signin import signals
from sites.signin.models import Entry
from tests.conftest import signed_in


def member(user, practice) -> Membership:
    return Membership.everywhere.get(user=user, practice=practice)


def people_of(practice) -> dict[str, str]:
    return dict(Membership.everywhere.filter(practice=practice).values_list("user__email", "role"))


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
    assert not Entry.everywhere.filter(sign_in__user=alder.editor).exists()
    assert User.everyone.get(pk=alder.editor.pk).is_active is True


def test_the_last_owner_stays_an_owner(alder, birch):
    last = member(alder.owner, alder.practice)
    for attempt in (
        lambda: let_go(last, by=alder.owner),
        lambda: change_role(last, "editor", by=alder.owner),
        lambda: resign(last),
    ):
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


def test_whoever_keeps_a_record_hears_of_both(alder, birch):
    heard = []

    def role_changed(sender, membership, was, by, **kwargs):
        heard.append((str(membership.user), was, membership.role, by))

    def resigned(sender, user, practice, role, **kwargs):
        heard.append((str(user), practice, role))

    signals.role_changed.connect(role_changed)
    signals.resigned.connect(resigned)
    change_role(member(alder.practitioner, alder.practice), "editor", by=alder.owner)
    resign(member(alder.practitioner, alder.practice))
    assert heard == [
        ("Practitioner Alder", "practitioner", "editor", alder.owner),
        ("Practitioner Alder", alder.practice, "editor"),
    ]
