"""Signing in at the installation's host: by address, and how little a refusal says."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sites.membership import invite
from sites.models import User
from sites.scoping import in_practice
from sites.signin import signals
from sites.signin.models import SignIn
from tests.conftest import PASSWORD

LOGIN, FORGOTTEN = "/account/login/", "/account/forgotten/"
NEW_PASSWORD = "tall-grass-by-the-gate"


def nobody() -> Client:
    return Client(headers={"host": "anteroom.localhost"})


def attempt(email, password=PASSWORD):
    return nobody().post(LOGIN, {"login": email, "password": password})


def said(response, email) -> tuple[int, str]:
    """Status and page, without the CSRF token and the address that was typed."""
    return response.status_code, re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.text).replace(email, "")


@pytest.mark.parametrize("typed", ["owner@alder.example", "OWNER@Alder.Example", "  Owner@alder.example "])
def test_the_address_counts_in_any_case(typed, alder, birch):
    response = attempt(typed)
    assert (response.status_code, response.url) == (302, "/admin/desk/")


def test_every_refusal_is_the_same(alder, birch, operator):
    alder.editor.is_active = False
    alder.editor.save()
    User.everyone.create_user("no-password@alder.example")
    invite(alder.practice, "invited@alder.example", "owner")
    seen = {}
    for email, password in (
        ("owner@alder.example", "not the password"),
        ("nobody@nowhere.example", PASSWORD),
        ("editor@alder.example", PASSWORD),  # is inactive
        ("editor@alder.example", "not the password"),
        ("operator@anteroom.example", "not the password"),
        ("invited@alder.example", PASSWORD),
        ("no-password@alder.example", PASSWORD),
    ):
        with CaptureQueriesContext(connection) as queries:
            response = attempt(email, password)
        # The address is the first sign of a try in five minutes each time, so counting it costs the same.
        seen[email, password] = (*said(response, email), len(queries))
        assert "sessionid" not in response.cookies
    assert len(set(seen.values())) == 1
    status, page, _ = seen.popitem()[1]
    assert (status, "The address and the password do not fit together." in page) == (200, True)
    assert not SignIn.objects.exists()


def test_whoever_keeps_a_record_hears_of_refusals(alder):
    heard = []

    def failed(sender, email, request, **kwargs):
        heard.append((email, request.path))

    signals.sign_in_failed.connect(failed)
    attempt("nobody@nowhere.example")
    attempt("owner@alder.example", "wrong")
    attempt("owner@alder.example")
    assert heard == [("nobody@nowhere.example", LOGIN), ("owner@alder.example", LOGIN)]


def reset_letters(email) -> list:
    mail.outbox.clear()
    response = nobody().post(FORGOTTEN, {"email": email})
    assert (response.status_code, response.url) == (302, "/account/forgotten/sent/")
    return list(mail.outbox)


def test_a_forgotten_password_is_replaced(alder, birch):
    running = nobody()
    running.post(LOGIN, {"login": "owner@alder.example", "password": PASSWORD})
    [letter] = reset_letters("OWNER@alder.example")
    assert letter.to == ["owner@alder.example"]
    assert re.findall(r"http://([^/\s]+)", letter.body) == ["anteroom.localhost"]

    path = re.search(r"http://[^/]+(/\S+)", letter.body).group(1)
    client = nobody()
    form = client.get(path, follow=True)
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    assert attempt("owner@alder.example").status_code == 200
    assert attempt("owner@alder.example", NEW_PASSWORD).status_code == 302
    assert "This link is no longer good" in nobody().get(path).text
    assert running.get("/account/sign-ins/").status_code == 302  # every sign-in there was has ended


def test_asking_about_a_forgotten_password_tells_nothing(alder, birch, monkeypatch):
    """Nothing about the address is looked up while somebody waits; that is done where the letter is written."""
    monkeypatch.setattr("sites.signin.forms.write_about_forgotten_password", lambda email: None)
    alder.editor.is_active = False
    alder.editor.save()
    seen = set()
    for email in ("owner@alder.example", "nobody@nowhere.example", "editor@alder.example"):
        client = nobody()
        with CaptureQueriesContext(connection) as queries:
            response = client.post(FORGOTTEN, {"email": email}, follow=True)
        assert not any("practices_user" in query["sql"] for query in queries)
        seen.add((*said(response, email), len(queries)))
    assert len(seen) == 1


@pytest.mark.parametrize("email", ["editor@alder.example", "nobody@nowhere.example", "invited@alder.example"])
def test_who_has_no_account_to_sign_in_with_gets_no_letter(email, alder, birch):
    User.everyone.filter(email="editor@alder.example").update(is_active=False)
    invite(alder.practice, "invited@alder.example", "owner")
    assert reset_letters(email) == []


def test_the_link_of_one_person_is_not_anothers(alder, birch):
    path = re.search(r"http://[^/]+(/\S+)", reset_letters("owner@alder.example")[0].body).group(1)
    other = re.search(r"http://[^/]+(/\S+)", reset_letters("owner@birch.example")[0].body).group(1)
    (their_number, _), (_, own_token) = (each.removeprefix(FORGOTTEN).split("-", 1) for each in (other, path))
    assert "This link is no longer good" in nobody().get(f"{FORGOTTEN}{their_number}-{own_token}").text


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
