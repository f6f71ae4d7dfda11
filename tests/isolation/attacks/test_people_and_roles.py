"""Attacks on people, roles and accounts: 34 to 36, 40, 50 to 59."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import transaction
from wagtail.models import APIToken

from sites.models import Membership, User
from sites.roles import ROLES
from tests.conftest import PASSWORD
from tests.isolation.two_sides import WORD

from .asking import absent, difference, refused, seen, send, text_of

PEOPLE = "/admin/practice/people/"


def person_of(world_side, role="owner") -> Membership:
    return Membership.everywhere.get(practice=world_side.practice, user=getattr(world_side, role))


def users(*paths) -> list[str]:
    """The addresses of Wagtail's own administration of accounts, which the product has not."""
    return [f"/admin/users/{path}" for path in paths]


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_34_bulk_actions_on_bs_people(action, a, b, owner):
    for model in ("practices/user", "auth/user"):
        absent(owner, *(f"/admin/bulk/{model}/{action}/?id={pk}" for pk in (a.editor.pk, b.editor.pk)))
    foreign = person_of(b)
    path = f"/admin/bulk/practices/membership/{action}/?id={foreign.pk}"
    assert (refused(owner, path), refused(owner, path, {"role": "owner"})) == (404, 404)


def test_35_a_group_of_b_is_given_to_somebody(a, b, owner):
    """There are no groups: roles belong to a membership, and a membership to one practice."""
    mine = person_of(a, "practitioner")
    forged = {
        "role": "editor",
        "groups": "1",
        "practice": b.practice.pk,
        "user": b.owner.pk,
        "practice_id": b.practice.pk,
    }
    assert send(owner, f"{PEOPLE}edit/{mine.pk}/", forged).status_code == 302
    mine.refresh_from_db()
    assert (mine.practice, mine.user, mine.role) == (a.practice, a.practitioner, "editor")
    assert (Group.objects.count(), a.practitioner.groups.count()) == (Group.objects.count(), 0)


def test_36_the_form_of_roles_lists_groups(a, b, owner):
    absent(owner, *users("", "results/"), "/admin/groups/", "/admin/groups/new/", "/admin/groups/edit/1/")
    form = send(owner, f"{PEOPLE}edit/{person_of(a, 'editor').pk}/").context["form"]
    assert list(form.fields) == ["role", "answers_requests"]
    assert [key for key, _ in form.fields["role"].choices] == list(ROLES)


@pytest.mark.parametrize("door", ["edit", "delete", "history", "usage", "history-results"])
def test_40_every_door_to_bs_people(door, a, b, owner, editor, practitioner):
    absent(owner, *users(f"copy/{a.editor.pk}/", f"copy/{b.owner.pk}/"))
    for somebody in (owner, editor, practitioner):
        path = f"{PEOPLE}{door}/{person_of(b).pk}/"
        assert (refused(somebody, path), refused(somebody, path, {"role": "owner"})) == (404, 404)
    if door in ("edit", "delete"):
        own = f"{PEOPLE}{door}/{person_of(a, 'second_practitioner').pk}/"
        assert send(owner, own, {"role": "editor"}).status_code == 302


FORGED = {"is_superuser": "on", "is_staff": "on", "is_active": "on", "groups": ["1"], "user_permissions": ["1"]}


def test_50_an_owner_makes_an_operator(a, b, owner):
    absent(owner, *users("new/", "add/"))
    sent = {"email": "new@alder.example", "name": "New Person", "role": "editor", **FORGED}
    assert send(owner, f"{PEOPLE}new/", sent).status_code == 302
    assert User.everyone.filter(is_superuser=True).count() == 0
    assert list(User.everyone.filter(email="new@alder.example").values_list("is_superuser", flat=True)) in ([], [False])


def test_51_an_owner_makes_somebody_in_bs_practice(a, b, owner):
    before = Membership.everywhere.filter(practice=b.practice).count()
    sent = {"email": "new@alder.example", "name": "New", "role": "owner", "practice": b.practice.pk, "groups": "2"}
    assert send(owner, f"{PEOPLE}new/?practice={b.practice.pk}", sent).status_code == 302
    assert Membership.everywhere.filter(practice=b.practice).count() == before


def test_52_somebody_gives_himself_more(a, b, world, owner, practitioner, editor):
    """Neither one's own account nor one's own membership is a way up."""
    for somebody, role in ((practitioner, "practitioner"), (editor, "editor")):
        mine = person_of(a, role)
        for path in (f"{PEOPLE}edit/{mine.pk}/", f"{PEOPLE}edit/{person_of(a).pk}/"):
            assert send(somebody, path, {"role": "owner", **FORGED}).status_code in (302, 403, 404)
        send(somebody, f"{PEOPLE}new/", {"email": "me@alder.example", "name": "Me", "role": "owner"})
        account = {"name_email-first_name": "Me", "name_email-last_name": "Too", **FORGED}
        account |= {f"name_email-{name}": value for name, value in FORGED.items()}
        assert send(somebody, "/admin/account/", account).status_code in (200, 302)
        mine.refresh_from_db()
        stored = User.everyone.filter(pk=mine.user_id).values_list("is_superuser", "email").get()
        assert (mine.role, stored) == (role, (False, f"{role}@alder.example"))
    assert not Membership.everywhere.filter(user__email="me@alder.example").exists()


def test_53_an_owner_makes_a_colleague_an_operator(a, b, owner):
    absent(owner, *users(f"edit/{a.editor.pk}/", f"{a.editor.pk}/", f"edit/{b.owner.pk}/"))
    assert send(owner, f"{PEOPLE}edit/{person_of(a, 'editor').pk}/", {"role": "owner", **FORGED}).status_code == 302
    assert User.everyone.filter(is_superuser=True).count() == 0


NEW_PASSWORD = {"password1": "taken-over-by-alder", "password2": "taken-over-by-alder"}


def keeps_password(person) -> bool:
    return User.everyone.get(pk=person.pk).check_password(PASSWORD)


def test_54_an_owner_sets_the_password_of_bs_owner(a, b, owner):
    absent(owner, *users(f"edit/{b.owner.pk}/", f"edit/{b.owner.pk}/?next=/admin/"))
    assert refused(owner, f"{PEOPLE}edit/{person_of(b).pk}/", {"role": "owner", **NEW_PASSWORD}) == 404
    assert (
        send(owner, f"{PEOPLE}edit/{person_of(a, 'editor').pk}/", {"role": "editor", **NEW_PASSWORD}).status_code == 302
    )
    assert (keeps_password(b.owner), keeps_password(a.editor)) == (True, True)


def test_55_an_owner_sets_an_operators_password(a, b, owner):
    operator = User.everyone.create_superuser("operator@anteroom.example", PASSWORD)
    absent(owner, *users(f"edit/{operator.pk}/", f"delete/{operator.pk}/"))
    sent = {"email": operator.email, "name": "Op", "role": "practitioner", **NEW_PASSWORD}
    send(owner, f"{PEOPLE}new/", sent)
    assert (keeps_password(operator), User.everyone.get(pk=operator.pk).is_active) == (True, True)
    absent(owner, "/admin/practices/", f"/admin/practices/edit/{b.practice.pk}/", "/admin/practices/new/")


def test_56_an_owner_deletes_bs_person(a, b, owner):
    absent(owner, *users(f"delete/{b.editor.pk}/", f"delete/{a.editor.pk}/"))
    assert refused(owner, f"{PEOPLE}delete/{person_of(b, 'editor').pk}/", {}) == 404
    mine = person_of(a, "second_practitioner")
    assert send(owner, f"{PEOPLE}delete/{mine.pk}/", {}).status_code == 302
    assert Membership.everywhere.filter(pk=mine.pk).count() == 0
    assert User.everyone.filter(pk__in=[b.editor.pk, mine.user_id]).count() == 2  # an account is the person's own


def test_57_an_owner_makes_a_key_for_bs_owner(a, b, owner):
    """There are no keys for programs, and none is heeded that somebody brings."""
    for path in ("api-tokens/", "api_tokens/", "tokens/", f"api-tokens/new/?user={b.owner.pk}", "account/api-tokens/"):
        absent(owner, f"/admin/{path}")
    answer = owner.get(f"/admin/pages/{b.draft.pk}/edit/", headers={"authorization": "Bearer wagtail_anything"})
    assert (answer.status_code, APIToken.objects.count()) == (404, 0)


def invited(sides, owner, address):
    """What the owner can see of an invitation, without the address: the answer, the list, the letter."""
    mail.outbox.clear()
    with transaction.atomic():
        sent = {"email": address, "name": "Somebody New", "role": "practitioner"}
        answers = [send(owner, f"{PEOPLE}new/", sent), send(owner, PEOPLE)]
        sides.finish()
        transaction.set_rollback(True)
    letters = [(letter.subject, re.sub(r"\S*://\S+", "", letter.body)) for letter in mail.outbox]
    return str([*map(seen, answers), letters]).replace(address, "")


def test_58_an_address_that_has_an_account_elsewhere(sides, a, b, owner):
    """Inviting B's person is answered, listed and lettered like inviting somebody nobody knows."""
    known, unknown = invited(sides, owner, b.practitioner.email), invited(sides, owner, "nobody.knows@birch.example")
    assert difference((0, known), (0, unknown)) == ""
    assert (WORD in known, known.count("Somebody New") > 1, len(mail.outbox)) == (False, True, 1)


@pytest.mark.parametrize("address", ["owner@birch.example", "OWNER@BIRCH.EXAMPLE", "free@birch.example"])
def test_58_ones_own_address_is_not_a_question(address, a, b, owner):
    """The account's own screen does not say whether an address is taken."""
    answer = send(owner, "/admin/account/", {"name_email-email": address, "name_email-first_name": "Ada"})
    assert ("already" in text_of(answer), "taken" in text_of(answer)) == (False, False)
    assert User.everyone.get(pk=a.owner.pk).email == "owner@alder.example"


def test_59_the_form_of_people_names_nothing_of_others(a, b, owner):
    form = send(owner, f"{PEOPLE}new/")
    assert (form.status_code, WORD in text_of(form), "group" in form.context["form"].fields) == (200, False, False)
    assert Permission.objects.filter(user__isnull=False).count() == 0
    for query in ("", f"?q={WORD[:-1]}", f"?user={b.owner.pk}", "?p=999", "?ordering=user"):
        for door in ("", "results/"):
            assert refused(owner, f"{PEOPLE}{door}{query}") in (200, 404)
    people = send(owner, PEOPLE).context["page_obj"].paginator.count
    assert people == Membership.everywhere.filter(practice=a.practice).count()
