"""From a practice's address to the one sign-in and back with a ticket; and how little every refusal says."""

import os
import re
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.pages.models import BasePage
from cms.site_pages.models import StandardPage
from sites.models import Membership, Practice, User
from sites.provisioning import close_practice
from sites.scoping import in_practice
from sites.signin.hosts import work_path
from tests.conftest import PASSWORD, at_the_installation_as, reader, signed_in
from tests.sites.browsing import Browser

ALDER, BIRCH, INSTALLATION = "http://alder.anteroom.localhost", "http://birch.anteroom.localhost", "anteroom.localhost"


def plain(text: str) -> str:
    """A page without the tokens of its forms."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", text)


def test_somebody_signs_in_at_their_practices_address(alder, birch):
    browser = Browser()
    form = browser.open(f"{ALDER}/admin/pages/")
    assert browser.way == [
        "alder.anteroom.localhost/admin/pages/",
        "alder.anteroom.localhost/admin/login/",
        "anteroom.localhost/enter/alder/",
        "anteroom.localhost/account/login/",
    ]
    assert "<h1>Sign in</h1>" in form.text
    page = browser.sign_in("OWNER@alder.example")
    assert browser.way[1:4] == [
        "anteroom.localhost/enter/alder/",
        "alder.anteroom.localhost/admin/enter/",
        "alder.anteroom.localhost/admin/pages/",
    ]
    assert page.status_code == 200
    assert page.context["user"].email == "owner@alder.example"


def test_cookies_are_for_one_host_and_no_script(alder, birch):
    browser = Browser()
    browser.open(f"{ALDER}/admin/")
    browser.sign_in("owner@alder.example")
    for host in ("alder.anteroom.localhost", INSTALLATION):
        for name, cookie in browser.at(host).cookies.items():
            assert (host, name, cookie["domain"], cookie["path"], cookie["samesite"]) == (host, name, "", "/", "Lax")
            assert cookie["httponly"] or name == "csrftoken"
    state = browser.at("alder.anteroom.localhost").cookies["entering"]
    assert 0 < state["max-age"] <= 1800


def test_the_form_says_nothing_about_the_practice_that_was_asked_for(alder, birch):
    close_practice(birch.practice)
    said = {plain(Browser().open(f"http://{INSTALLATION}/enter/{slug}/").text) for slug in ("alder", "birch", "nobody")}
    assert len({page.replace("birch", "alder").replace("nobody", "alder") for page in said}) == 1
    assert "Alder Practice" not in said.pop()


@pytest.mark.parametrize("person", ["owner", "operator", "nowhere"])
def test_foreign_missing_and_closed_practices_are_one_answer(person, alder, birch, operator):
    cedar = Practice.objects.create(slug="cedar", name="Cedar", state="closed")
    Membership.everywhere.create(practice=cedar, user=alder.owner, role="owner")
    nowhere = User.everyone.create_user("nowhere@example.org", PASSWORD)
    client = at_the_installation_as({"owner": alder.owner, "operator": operator, "nowhere": nowhere}[person])
    seen = []
    for slug in ("birch", "cedar", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/enter/{slug}/?next=/admin/&state={'0' * 64}")
        seen.append((response.status_code, plain(response.text), len(queries)))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][0] == 404
    assert "This account opens no practice at that address" in seen[0][1]
    assert ("Alder Practice" in seen[0][1]) is (person == "owner")


# What was asked for, and where one ends: always at this very host, below /admin/.
NEXT = [
    ("/admin/pages/?p=2", "/admin/pages/?p=2"),
    ("", "/admin/"),
    ("/", "/admin/"),
    ("//birch.anteroom.localhost/admin/", "/admin/"),
    ("http://birch.anteroom.localhost/admin/", "/admin/"),
    ("https:/admin/", "/admin/"),
    ("/admin//birch.anteroom.localhost/", "/admin/"),
    ("/admin/../media/x", "/admin/"),
    ("/admin/%2e%2e/media/x", "/admin/"),
    ("/admin/\\birch.anteroom.localhost", "/admin/"),
    ("/admin/\r\nSet-Cookie: a=b", "/admin/"),
    ("javascript:alert(1)", "/admin/"),
    ("/adminx/", "/admin/"),
    ("/admin/" + "x" * 2000, "/admin/"),
]


@pytest.mark.parametrize(("asked", "given"), NEXT)
def test_where_one_ends_is_below_the_admin_of_this_host(asked, given):
    assert work_path(asked) == given


@pytest.mark.parametrize("asked", ["//evil.example/", "https://evil.example/", "/\\evil.example", "http:evil.example"])
def test_signing_in_leads_to_no_other_site(asked, alder, birch):
    browser = Browser()
    client = browser.at(INSTALLATION)
    response = client.post("/account/login/", {"login": "owner@alder.example", "password": PASSWORD, "next": asked})
    assert (response.status_code, response.url) == (302, "/admin/desk/")


def test_one_practice_is_gone_to_straight_on(alder, birch):
    browser = Browser()
    browser.open(f"http://{INSTALLATION}/practices/")
    browser.sign_in("owner@alder.example")
    assert browser.way[-1] == "alder.anteroom.localhost/admin/"


def test_whoever_has_none_is_told_kindly_and_an_operator_the_way_to_work(alder, operator):
    nowhere = User.everyone.create_user("nowhere@example.org", PASSWORD)
    page = at_the_installation_as(nowhere).get("/practices/").text
    assert "No practice has you among its people just now." in page
    assert "Run the installation" not in page
    assert "Run the installation" in at_the_installation_as(operator).get("/practices/").text


@pytest.mark.parametrize("number", [1, 300])
def test_the_list_takes_the_same_queries_with_one_and_three_hundred(number, alder, operator, django_assert_num_queries):
    many = [Practice(slug=f"p-{each}", name=f"Practice {each:03}") for each in range(number)]
    Practice.objects.bulk_create(many)
    Membership.everywhere.bulk_create(Membership(practice=practice, user=operator) for practice in many)
    client = at_the_installation_as(operator)
    with django_assert_num_queries(4):
        page = client.get("/practices/")
    assert len(page.context["page"].object_list) == min(number, 20)
    assert "Alder Practice" not in page.text
    if number > 1:
        assert [each.name for each in client.get("/practices/?q=299").context["page"]] == ["Practice 299"]
        assert client.get("/practices/?page=15").context["page"].object_list[-1].name == "Practice 299"


@pytest.mark.parametrize("number", [1, 2, 300])
def test_the_switcher_is_there_for_whoever_has_several_and_is_bounded(number, alder, birch, django_assert_num_queries):
    many = [Practice(slug=f"p-{each}", name=f"Practice {each:03}") for each in range(1, number)]
    Practice.objects.bulk_create(many)
    Membership.everywhere.bulk_create(Membership(practice=practice, user=alder.owner) for practice in many)
    client = signed_in(alder.owner, alder.practice)
    client.get("/admin/account/")
    with django_assert_num_queries(15):
        page = client.get("/admin/account/").text
    assert ("Your practices" in page) is (number > 1)
    assert page.count(".anteroom.localhost/admin/") == {1: 0, 2: 2, 300: 20}[number]
    assert "birch.anteroom" not in page


ACCOUNT = [
    "/account/login/",
    "/account/logout/",
    "/account/forgotten/",
    "/account/second-factor/",
    "/account/sign-ins/",
    "/practices/",
    "/enter/alder/",
    "/invitation/x/",
]


@pytest.mark.parametrize("path", ACCOUNT)
def test_signing_in_exists_at_the_installations_host_only(path, alder, birch):
    assert Client(headers={"host": INSTALLATION}).get(path).status_code in (200, 302, 404)
    for method in ("get", "post"):
        missing = getattr(reader(alder.practice), method)("/nothing/here/")
        there = getattr(reader(alder.practice), method)(path)
        assert (there.status_code, there.text) == (missing.status_code, missing.text)


def test_a_practice_may_have_pages_at_those_addresses(alder, birch):
    with in_practice(alder.practice):
        home = BasePage.objects.get(pk=alder.practice.site.root_page_id)
        home.add_child(instance=StandardPage(title="Our practices", slug="practices")).save_revision().publish()
    assert "Our practices" in reader(alder.practice).get("/practices/").text


# Of allauth and of Wagtail: ways that this installation has none of.
GONE = [
    "/account/signup/",
    "/account/email/",
    "/account/confirm-email/",
    "/account/inactive/",
    "/account/login/code/confirm/",
    "/accounts/login/",
    "/admin/password_reset/",
    "/admin/password_reset/confirm/MQ/x-y/",
    "/admin/password_reset/done/",
    "/_util/login/",
]


@pytest.mark.parametrize("path", GONE)
def test_there_is_no_other_way_in(path, alder):
    for host in (INSTALLATION, "alder.anteroom.localhost"):
        client = Client(headers={"host": host})
        assert [client.get(path).status_code, client.post(path, {}).status_code] == [404, 404]


def test_a_password_posted_at_a_practices_address_is_no_way_in(alder):
    client = reader(alder.practice)
    response = client.post("/admin/login/", {"username": "owner@alder.example", "password": PASSWORD})
    assert (response.status_code, "sessionid" in client.cookies) == (405, False)


def test_an_operators_pages_send_others_to_their_own_practices(alder, birch):
    Membership.everywhere.create(practice=birch.practice, user=alder.owner)
    browser = Browser()
    browser.open(f"http://{INSTALLATION}/admin/")
    page = browser.sign_in("owner@alder.example")
    assert browser.way[-1] == "anteroom.localhost/practices/"
    assert "Birch Rooms" in page.text


def test_whoever_is_signed_in_is_not_asked_again(alder, birch):
    client = at_the_installation_as(alder.owner)
    assert client.get("/account/login/?next=/account/sign-ins/").url == "/account/sign-ins/"


def test_under_https_cookies_can_be_set_by_no_other_host(alder, settings):
    names = "__Host-session", "__Host-csrf"
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", 443
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = names
    form = {"login": "owner@alder.example", "password": PASSWORD}
    client = Client(headers={"host": INSTALLATION})
    client.get("/account/login/", secure=True)
    client.post("/account/login/", form, secure=True)
    at_alder = reader(alder.practice)
    asked = at_alder.get("/admin/login/", secure=True).url
    assert asked.startswith("https://anteroom.localhost/enter/alder/")
    ticket = client.get(asked.removeprefix("https://anteroom.localhost"), secure=True).url
    assert at_alder.get(ticket.removeprefix("https://alder.anteroom.localhost"), secure=True).status_code == 302
    assert at_alder.get("/admin/account/", secure=True).status_code == 200
    cookies = [*client.cookies.items(), *at_alder.cookies.items()]
    assert {name for name, _ in cookies} == {*names, "__Host-entering"}
    for name, cookie in cookies:
        assert (name, cookie["secure"], cookie["path"], cookie["domain"]) == (name, True, "/", "")


@pytest.mark.parametrize(("scheme", "name"), [("http", "sessionid"), ("https", "__Host-session")])
def test_the_settings_name_the_cookies_by_the_scheme(scheme, name):
    say = "from django.conf import settings; print(settings.SESSION_COOKIE_NAME)"
    environment = {**os.environ, "PUBLIC_SCHEME": scheme, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    said = subprocess.run([sys.executable, "-c", say], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == name
