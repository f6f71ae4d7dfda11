"""Signing in in a real browser: over two practices, with a passkey, with an app's code; and how its pages look."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sites.membership import invite
from sites.models import Membership
from tests.conftest import PASSWORD

from .walking import give_password, looks

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def window(somebody, site, settings):
    """A window in which a refusal of the content security policy fails the test; ``site_at`` is the installation."""
    page = somebody()
    page.set_default_timeout(15_000)
    page.refused = []
    page.on("console", lambda line: "Content Security Policy" in line.text and page.refused.append(line.text))
    page.site_at = f"http://{settings.INSTALLATION_DOMAIN}:{settings.PUBLIC_PORT}"
    yield page
    assert page.refused == []


@pytest.fixture
def both(alder, birch):
    Membership.everywhere.create(practice=birch.practice, user=alder.owner, role="practitioner")
    return alder.owner


def first_page_of(page, practice):
    page.get_by_role("heading", name=practice.name).first.wait_for()
    assert page.url == practice.admin_url


def sign_out(page):
    page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Log out").click()


def passkey_device(page):
    """A device that recognises its owner by itself (Chromium's virtual authenticator)."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_one_sign_in_serves_two_practices_and_ends_at_both(window, both, alder, birch):
    page = window
    page.goto(alder.practice.admin_url)
    assert page.url.startswith(f"{page.site_at}/account/login/")
    give_password(page, both)
    first_page_of(page, alder.practice)

    page.get_by_role("button", name="Your practices").click()
    page.get_by_role("link", name="Birch Rooms").click()
    first_page_of(page, birch.practice)

    page.goto(f"{page.site_at}/account/sign-ins/")
    expect(page.get_by_text("Alder Practice, Birch Rooms")).to_be_visible()

    page.goto(birch.practice.admin_url)
    sign_out(page)
    page.get_by_role("heading", name="Sign in").wait_for()
    for practice in (alder.practice, birch.practice):
        page.goto(practice.admin_url)
        assert page.url.startswith(f"{page.site_at}/account/login/")


def test_a_passkey_is_added_and_then_does_instead_of_the_password(window, both, alder):
    page = window
    passkey_device(page)
    page.goto(f"{page.site_at}/account/second-factor/")
    give_password(page, both)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for it, to know it by").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert Authenticator.objects.filter(user=both, type="webauthn").count() == 1
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()

    page.goto(alder.practice.admin_url)
    page.get_by_role("button", name="Sign in with a passkey").click()
    first_page_of(page, alder.practice)


def test_an_app_is_set_up_for_a_practice_that_asks_for_it(window, both, alder):
    alder.practice.second_factor_required = True
    alder.practice.save()
    page = window
    page.goto(alder.practice.admin_url)
    give_password(page, both)
    expect(page.get_by_text("a second factor is needed")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name="A square code")).to_be_visible()
    secret = page.locator("code").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have kept them: go on").click()
    first_page_of(page, alder.practice)

    sign_out(page)
    page.get_by_role("heading", name="Sign in").wait_for()
    page.goto(alder.practice.admin_url)
    give_password(page, both)
    page.get_by_role("heading", name="Second step").wait_for()
    # The code that has been used is good for nothing more; its neighbour, half a minute on, is accepted too.
    page.get_by_label("Code").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    first_page_of(page, alder.practice)


def code_of(secret: str, later=0) -> str:
    """What an app shows now, or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def test_somebody_new_comes_in_by_the_letters_link(window, alder, mailoutbox):
    invite(alder.practice, "jo@field.example", "editor", name="Jo Field", by=alder.owner)
    page = window
    page.goto(mailoutbox[-1].body.split("Accept here, within 7 days:\n")[1].split()[0])
    page.get_by_label("Choose a password").fill("tall-grass-by-the-gate")
    page.get_by_role("button", name="Accept and begin").click()
    first_page_of(page, alder.practice)


# Pages at the installation's host, and what somebody must be to see them.
PAGES = {
    "": ["/account/login/", "/account/forgotten/", "/account/forgotten/sent/", "/invitation/nothing/"],
    "signed in": [
        "/practices/",
        "/enter/nobody/",
        "/account/sign-ins/",
        "/account/password/",
        "/account/second-factor/",
        "/account/second-factor/app/add/",
        "/account/second-factor/passkeys/add/",
        "/account/logout/",
    ],
}


@pytest.mark.parametrize(("width", "scheme"), looks())
def test_the_pages_are_readable_for_everybody(somebody, site, settings, both, width, scheme):
    page = somebody(viewport={"width": width, "height": 800}, color_scheme=scheme)
    start = f"http://{settings.INSTALLATION_DOMAIN}:{settings.PUBLIC_PORT}"
    complaints = []
    for state, paths in PAGES.items():
        if state:
            page.goto(f"{start}/account/sign-ins/")
            give_password(page, both)
            page.get_by_role("heading", name="Where you are signed in").wait_for()
        for path in paths:
            page.goto(start + path)
            _look_at(page, path, complaints)
    assert complaints == []
    assert PASSWORD not in page.content()


def _look_at(page, path, complaints):
    for violation in Axe().run(page, options=RULES).response["violations"]:
        complaints.append((path, violation["id"], [node["target"] for node in violation["nodes"]][:3]))
    if page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        complaints.append((path, "wider than the window"))
    if page.locator("h1").count() != 1:
        complaints.append((path, "not one h1"))
