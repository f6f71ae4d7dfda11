"""Signing in: by address, at one practice; and how little a refusal says."""

import re

import pytest
from django.core import mail
from django.test import Client

from sites.models import Membership, User
from sites.scoping import in_practice
from tests.conftest import PASSWORD, reader, signed_in
from tests.sites.practices import operators_browser

LOGIN = "/admin/login/"


def attempt(practice, email, password=PASSWORD):
    return reader(practice).post(LOGIN, {"username": email, "password": password})


def said(response, email) -> tuple[int, str]:
    """Status and page, without the CSRF token and the address that was typed."""
    return response.status_code, re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.text).replace(email, "")


@pytest.mark.parametrize("typed", ["owner@alder.example", "OWNER@Alder.Example", "  Owner@alder.example "])
def test_the_address_counts_in_any_case(typed, alder, birch):
    response = attempt(alder.practice, typed)
    assert (response.status_code, response.url) == (302, "/admin/")


def test_every_refusal_is_the_same(alder, birch, operator):
    alder.editor.is_active = False
    alder.editor.save()
    User.everyone.create_user("invited@alder.example")  # has no password yet
    wrong = said(attempt(alder.practice, "owner@alder.example", "not the password"), "owner@alder.example")
    assert wrong[0] == 200
    assert "didn" in wrong[1]
    for email in (
        "owner@birch.example",  # has no membership here
        "nobody@nowhere.example",
        "editor@alder.example",  # is inactive
        "operator@anteroom.example",
        "invited@alder.example",
    ):
        assert (email, said(attempt(alder.practice, email), email)) == (email, wrong)


def test_a_refused_person_gets_no_session(alder, birch):
    assert "sessionid" not in attempt(alder.practice, "owner@birch.example").cookies
    assert "sessionid" in attempt(birch.practice, "owner@birch.example").cookies


def test_a_session_of_one_practice_is_nobody_at_another(alder, birch):
    client = signed_in(alder.owner, alder.practice)
    assert client.get("/admin/").status_code == 200
    for host in (birch.practice.installation_host, "anteroom.localhost"):
        stolen = Client(headers={"host": host})
        stolen.cookies = client.cookies
        assert stolen.get("/admin/").url == f"{LOGIN}?next=/admin/"


def test_a_session_ends_when_the_account_is_switched_off(alder, birch):
    client = signed_in(alder.owner, alder.practice)
    User.everyone.filter(pk=alder.owner.pk).update(is_active=False)
    assert client.get("/admin/").url == f"{LOGIN}?next=/admin/"


def test_operators_sign_in_at_the_installation_and_others_do_not(alder, operator):
    assert operators_browser(operator).get("/admin/").status_code == 200
    client = Client(headers={"host": "anteroom.localhost"})
    assert client.post(LOGIN, {"username": alder.owner.email, "password": PASSWORD}).status_code == 200


def reset_letters(practice, email) -> list:
    mail.outbox.clear()
    response = reader(practice).post("/admin/password_reset/", {"email": email})
    assert (response.status_code, response.url) == (302, "/admin/password_reset/done/")
    return list(mail.outbox)


def test_a_forgotten_password_is_replaced_at_the_practices_own_address(alder, birch):
    [letter] = reset_letters(alder.practice, "OWNER@alder.example")
    assert letter.to == ["owner@alder.example"]
    assert re.findall(r"http://([^/\s]+)", letter.body) == ["alder.anteroom.localhost"]

    path = re.search(r"http://[^/]+(/\S+)", letter.body).group(1)
    client = reader(alder.practice)
    form = client.get(path, follow=True)
    new = {"new_password1": "tall-grass-by-the-gate", "new_password2": "tall-grass-by-the-gate"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    assert attempt(alder.practice, "owner@alder.example").status_code == 200
    assert attempt(alder.practice, "owner@alder.example", "tall-grass-by-the-gate").status_code == 302


@pytest.mark.parametrize("email", ["owner@birch.example", "nobody@nowhere.example", "operator@anteroom.example"])
def test_who_has_no_place_here_gets_no_letter_and_the_same_answer(email, alder, birch, operator):
    assert reset_letters(alder.practice, email) == []


def test_one_person_signs_in_at_both_of_their_practices(alder, birch):
    Membership.everywhere.create(practice=birch.practice, user=alder.owner, role="practitioner")
    for practice in (alder.practice, birch.practice):
        assert attempt(practice, "owner@alder.example").status_code == 302


# What Django's own question is answered with, by role: practitioner, editor, owner.
PERMS = [
    ("wagtailadmin.access_admin", [True, True, True]),
    ("faq.view_faqentry", [True, True, True]),
    ("faq.add_faqentry", [False, True, True]),
    ("booking.change_bookingoffer", [False, False, True]),
    ("site_pages.change_practicesettings", [False, False, True]),
    ("practices.change_membership", [False, False, True]),
    ("practices.add_practice", [False, False, False]),
    ("practices.add_user", [False, False, False]),
    ("auth.add_group", [False, False, False]),
    ("wagtailcore.change_site", [False, False, False]),
    ("no_such_app.add_thing", [False, False, False]),
    ("nonsense", [False, False, False]),
]


@pytest.mark.parametrize(("perm", "expected"), PERMS)
def test_has_perm(perm, expected, alder, birch, operator):
    with in_practice(alder.practice):
        assert [person.has_perm(perm) for person in (alder.practitioner, alder.editor, alder.owner)] == expected
        assert [person.has_perm(perm) for person in (birch.owner, operator)] == [False, False]
