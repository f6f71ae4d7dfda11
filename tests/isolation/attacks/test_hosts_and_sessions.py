"""Attacks by hosts, cookies and addresses in letters: 60 to 66. Sign-in itself: tests/sites."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from sites.models import Membership
from tests.conftest import PASSWORD, reader
from tests.isolation.two_sides import WORD, browser

from .asking import difference, seen, send, text_of

ADMIN = ["/admin/", "/admin/pages/", "/admin/images/", "/admin/account/", "/admin/practice/people/"]


def shut_out(client, paths=ADMIN):
    """Nobody is signed in: each address leads to the sign-in and shows nothing."""
    for path in paths:
        answer = send(client, path)
        assert (path, answer.status_code, WORD in text_of(answer)) == (path, 302, False)
        assert "login" in answer.headers["Location"] or "sign" in answer.headers["Location"]


@pytest.mark.parametrize("role", ["owner", "editor", "practitioner"])
def test_60_a_session_of_a_at_bs_address(role, world, a, b):
    shut_out(browser(world, a, role, at=b), [*ADMIN, f"/admin/pages/{b.article.pk}/edit/"])
    assert send(browser(world, a, role), "/admin/").status_code == 200


def test_61_somebody_of_a_signs_in_at_b(world, a, b):
    """Told no more than at a wrong password."""
    there = Client(headers={"host": b.practice.installation_host})
    answers = []
    for name, password in ((a.editor.email, PASSWORD), (a.editor.email, "wrong"), ("nobody@alder.example", "wrong")):
        answer = there.post("/admin/login/", {"username": name, "password": password, "login": name})
        shut_out(there)
        answers.append((answer.status_code, text_of(answer).count("error"), answer.get("Location", "")))
    assert len(set(answers)) == 1


@pytest.mark.parametrize("host", ["birch.anteroom.localhost", "BIRCH.anteroom.localhost.", "anteroom.localhost"])
def test_62_a_cookie_of_a_replayed_elsewhere(host, world, a, b):
    client = browser(world, a)
    client.defaults["HTTP_HOST"] = host
    for path in (*ADMIN, f"/admin/pages/{b.article.pk}/edit/", f"/admin/pages/{a.article.pk}/edit/"):
        answer = send(client, path)
        assert (path, answer.status_code in (302, 403, 404)) == (path, True)
        assert (WORD in text_of(answer), a.article.title in text_of(answer)) == (False, False)


def test_62_cookies_stay_at_their_host(world, a, settings):
    """No cookie is for a whole domain, and no script reads who has signed in."""
    assert (settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN, settings.SESSION_COOKIE_HTTPONLY) == (
        None,
        None,
        True,
    )
    answer = send(browser(world, a), f"/admin/pages/{a.article.pk}/edit/")
    assert [morsel["domain"] for morsel in answer.cookies.values()] == [""] * len(answer.cookies)


@pytest.mark.parametrize("host", ["birch.anteroom.localhost", "birch.anteroom.localhost:80"])
def test_62_two_cookies_of_two_practices_at_once(host, world, a, b):
    """Whatever cookies come along, the host says whose the answer is."""
    client = browser(world, b, "owner")
    client.cookies.update(browser(world, a).cookies)
    client.defaults["HTTP_HOST"] = host
    answer = send(client, f"/admin/pages/{a.article.pk}/edit/")
    assert (answer.status_code in (302, 404), a.article.title in text_of(answer)) == (True, False)


def test_63_a_letter_for_bs_person_from_as_address(a, b, anybody):
    """No letter goes, and the answer is the one for an address that nobody has."""
    at_work = Client(headers={"host": a.practice.installation_host})
    answers = set()
    for address in (b.owner.email, "nobody@birch.example"):
        answer = at_work.post("/admin/password_reset/", {"email": address})
        answers.add((answer.status_code, answer.get("Location", ""), text_of(answer).replace(address, "")))
    assert (len(answers), mail.outbox) == (1, [])


def test_64_letters_name_ones_own_address(a, b, owner):
    """Whatever letter goes to A's people names A's address or the installation's, never B."""
    sent = {"email": "new@alder.example", "name": "New", "role": "editor"}
    assert send(owner, "/admin/practice/people/new/", sent).status_code == 302
    Client(headers={"host": a.practice.installation_host}).post("/admin/password_reset/", {"email": a.editor.email})
    letters = [f"{letter.subject} {letter.body} {letter.from_email}" for letter in mail.outbox]
    assert [words for words in letters if WORD in words or "birch" in words] == []


HOSTS = [
    "nobody.anteroom.localhost", "birch.anteroom.localhost.evil.example", "evil.example", "birch", "127.0.0.1",
    "xn--brch-1na.anteroom.localhost", "alder.anteroom.localhost@birch.anteroom.localhost", "alder,birch", "",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_65_an_unknown_host_gets_nothing(host, world, a, b):
    client = browser(world, a)
    client.defaults["HTTP_HOST"] = host
    for path in ("/", "/admin/", "/articles/", f"/media/{a.rendition.file.name}"):
        answer = send(client, path)
        assert (path, answer.status_code, WORD in text_of(answer), "Alder" in text_of(answer)) == (
            path,
            404,
            False,
            False,
        )


@pytest.mark.parametrize(
    "claim",
    [
        {"x-forwarded-host": "birch.anteroom.localhost"},
        {"x-host": "birch.anteroom.localhost"},
        {"forwarded": "host=birch.anteroom.localhost"},
        {"x-original-url": "/admin/pages/"},
        {"x-forwarded-server": "birch.anteroom.localhost", "x-real-ip": "127.0.0.1"},
        {"referer": "http://birch.anteroom.localhost/admin/"},
        {"origin": "http://birch.anteroom.localhost"},
        {"x-practice": "birch", "x-practice-id": "2"},
    ],
    ids=lambda claim: next(iter(claim)),
)
def test_65_what_a_request_claims_beside_its_host(claim, world, a, b, owner, anybody):
    explorer = f"/admin/pages/{a.home.pk}/"
    for client, path in ((anybody, "/"), (anybody, "/articles/"), (owner, "/admin/"), (owner, explorer)):
        claimed = client.get(path, headers=claim)
        assert (claimed.status_code, WORD in text_of(claimed)) == (200, False)
        assert "birch" not in str(claimed.headers)
    assert owner.get(f"/admin/pages/{b.draft.pk}/edit/", headers=claim).status_code == 404


@pytest.mark.parametrize(
    "written", ["ALDER.anteroom.localhost", "alder.anteroom.localhost.", "alder.anteroom.localhost:99"]
)
def test_65_other_ways_to_write_ones_own_host(written, world, a, b):
    client = browser(world, a)
    client.defaults["HTTP_HOST"] = written
    answer = send(client, f"/admin/pages/{a.home.pk}/")
    assert (answer.status_code, WORD in text_of(answer)) == (200, False)
    assert send(client, f"/admin/pages/{b.draft.pk}/edit/").status_code == 404


def test_66_a_letters_link_of_a_opened_at_b(world, a, b):
    """A link to choose a password, made for A's person, opens no account at B's address."""
    key = urlsafe_base64_encode(force_bytes(a.editor.pk))
    link = f"/admin/password_reset/confirm/{key}/{default_token_generator.make_token(a.editor)}/"
    strange = f"/admin/password_reset/confirm/{urlsafe_base64_encode(b'8000001')}/abc-def/"
    there = reader(b.practice)
    known, unknown = there.get(link, follow=True), there.get(strange, follow=True)
    assert difference(seen(known), seen(unknown)) == ""
    assert not Membership.everywhere.filter(practice=b.practice, user=a.editor).exists()
