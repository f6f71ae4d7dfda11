"""The second factor: who needs one, how it is set up on the way, and that nobody gets round it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from sites.models import Membership, User
from sites.scoping import at_installation
from sites.signin import signals
from sites.signin.models import SignIn
from tests.conftest import PASSWORD, at_the_installation_as, signed_in
from tests.sites.browsing import Browser, is_signed_in

ALDER, INSTALLATION = "alder.anteroom.localhost", "anteroom.localhost"
HOME = f"http://{INSTALLATION}"
SECOND = "/account/second-factor/"


def code_of(secret: str) -> str:
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret() -> str:
    return generate_totp_secret()


def with_app(user, secret) -> Authenticator:
    RecoveryCodes.activate(user)
    return TOTP.activate(user, secret).instance


@pytest.fixture
def set_up_app(django_capture_on_commit_callbacks):
    """What somebody does on the page that shows the square code."""

    def in_browser(browser):
        client = browser.at(INSTALLATION)
        shown = client.get(f"{SECOND}app/add/").context["form"].secret
        # Outside tests what waits for the commit runs within the request, which is at the installation.
        with at_installation(), django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"{SECOND}app/add/", {"code": code_of(shown)})
        assert (answer.status_code, answer.url) == (302, f"{SECOND}codes/")

    return in_browser


@pytest.fixture
def strict(alder) -> None:
    alder.practice.second_factor_required = True
    alder.practice.save()


def test_an_operator_sets_one_up_before_anything_else(operator, alder, set_up_app):
    browser = Browser()
    browser.open(f"{HOME}/admin/")
    page = browser.sign_in(operator.email)
    assert browser.way[-1] == f"{INSTALLATION}{SECOND}"
    assert "a second factor is needed" in page.text
    for path in (
        "/",
        "/admin/",
        "/admin/practices/",
        "/practices/",
        "/enter/alder/",
        "/account/sign-ins/",
        "/nothing/",
    ):
        assert browser.at(INSTALLATION).get(path).url == SECOND
    set_up_app(browser)
    codes = browser.open(f"{HOME}{SECOND}codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["go_on"]
    assert browser.at(INSTALLATION).get("/admin/practices/").status_code == 200
    assert browser.open(f"{HOME}{SECOND}").context["go_on"] == ""  # once there, one is not sent there again


def test_an_operators_password_alone_does_not_do_when_a_factor_is_set_up_elsewhere(operator, alder, secret):
    client = at_the_installation_as(operator, used_second_factor=False)
    with_app(operator, secret)
    asked = client.get("/admin/")
    assert asked.url == f"{SECOND}again/?next=%2Fadmin%2F"
    assert client.post(asked.url, {"code": "000000"}).status_code == 200
    assert client.get("/admin/").status_code == 302
    assert client.post(asked.url, {"code": code_of(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_trial_may_loosen_it_for_operators(operator, alder, settings):
    settings.SECOND_FACTOR_FOR_OPERATORS = False
    assert at_the_installation_as(operator, used_second_factor=False).get("/admin/").status_code == 200


def test_whoever_has_one_is_always_asked_for_it(alder, birch, secret):
    with_app(alder.owner, secret)
    browser = Browser()
    browser.open(f"http://{ALDER}/admin/")
    page = browser.sign_in(alder.owner.email)
    assert browser.way[-1] == f"{INSTALLATION}{SECOND}ask/"
    assert "<h1>Second step</h1>" in page.text
    assert is_signed_in(browser, ALDER) is False
    assert not SignIn.objects.exists()
    assert browser.at(INSTALLATION).get("/enter/alder/").url.startswith("/account/login/")
    wrong = browser.send(f"{HOME}{SECOND}ask/", {"code": "000000"})
    assert "This does not fit." in wrong.text
    browser.send(f"{HOME}{SECOND}ask/", {"code": code_of(secret)})
    assert browser.way[-1] == f"{ALDER}/admin/"
    assert SignIn.objects.get().used_second_factor is True


def test_a_recovery_code_stands_in_once(alder, secret):
    with_app(alder.owner, secret)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        browser = Browser()
        browser.sign_in(alder.owner.email, to="/account/sign-ins/")
        browser.send(f"{HOME}{SECOND}ask/", {"code": code})
        assert (browser.at(INSTALLATION).get("/account/sign-ins/").status_code == 200) is expected


def test_a_practice_that_asks_for_one_gets_it_at_the_door(strict, alder, birch, set_up_app):
    Membership.everywhere.create(practice=birch.practice, user=alder.editor)
    browser = Browser()
    browser.open(f"http://{ALDER}/admin/pages/")
    browser.sign_in(alder.editor.email)
    assert browser.way[-1] == f"{INSTALLATION}{SECOND}"
    assert is_signed_in(browser, ALDER) is False
    # Where none is asked for, the password is enough.
    assert browser.open("http://birch.anteroom.localhost/admin/").status_code == 200
    set_up_app(browser)
    going_on = browser.open(f"{HOME}{SECOND}").context["go_on"]
    browser.open(f"{HOME}{going_on}")
    assert f"{ALDER}/admin/pages/" in browser.way


def test_switching_it_on_ends_sessions_without_one_at_once(alder, birch):
    owner, editor = signed_in(alder.owner, alder.practice), signed_in(alder.editor, alder.practice)
    SignIn.objects.filter(user=alder.editor).update(used_second_factor=False)
    assert editor.get("/admin/").status_code == 200
    details = owner.get("/admin/practice/")
    assert "then signs in with an app" in details.text
    form = {name: details.context["form"][name].value() or "" for name in details.context["form"].fields}
    assert owner.post("/admin/practice/", {**form, "second_factor_required": "on"}).status_code == 302
    assert editor.get("/admin/").url == "/admin/login/?next=/admin/"
    assert owner.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", ["practitioner", "editor"])
def test_only_an_owner_switches_it(role, alder):
    client = signed_in(getattr(alder, role), alder.practice)
    assert client.post("/admin/practice/", {"second_factor_required": "on"}).status_code == 302
    alder.practice.refresh_from_db()
    assert alder.practice.second_factor_required is False


def test_the_last_one_stays_while_it_is_required(strict, alder, secret):
    app = with_app(alder.owner, secret)
    client = at_the_installation_as(alder.owner)
    client.post("/account/again/?next=/practices/", {"password": PASSWORD})
    for page in (client.get(f"{SECOND}app/remove/"), client.post(f"{SECOND}app/remove/")):
        assert "this is your last one. Add another one first" in page.text
    assert Authenticator.objects.filter(pk=app.pk).exists()

    key = Authenticator.objects.create(user=alder.owner, type="webauthn", data={"name": "A key", "credential": {}})
    assert client.post(f"{SECOND}app/remove/").status_code == 302
    answer = client.post(f"{SECOND}passkeys/{key.pk}/remove/", follow=True)
    assert "this is your last one. Add another one first" in answer.text
    assert list(Authenticator.objects.filter(user=alder.owner, type="webauthn")) == [key]


def test_without_any_left_no_sign_in_counts_as_if_it_had_one(alder, secret):
    with_app(alder.owner, secret)
    heard = []

    def changed(sender, user, change, kind, **kwargs):
        heard.append((str(user), change, kind))

    signals.second_factor_changed.connect(changed)
    client = at_the_installation_as(alder.owner)
    client.post("/account/again/?next=/practices/", {"password": PASSWORD})
    assert client.post(f"{SECOND}app/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert SignIn.objects.get().used_second_factor is False
    assert ("Owner Alder", "removed", "totp") in heard


def test_recovery_codes_are_renewed(alder, secret):
    with_app(alder.owner, secret)
    client = at_the_installation_as(alder.owner)
    client.post("/account/again/?next=/practices/", {"password": PASSWORD})
    before = client.get(f"{SECOND}codes/").context["unused_codes"]
    assert client.post(f"{SECOND}codes/new/").url == f"{SECOND}codes/"
    after = client.get(f"{SECOND}codes/").context["unused_codes"]
    assert (len(after), set(after) & set(before)) == (10, set())


def test_an_old_sign_in_gives_the_password_again_before_it_changes_anything(alder, settings):
    client = at_the_installation_as(alder.owner)  # which has shown no password lately
    assert client.get(f"{SECOND}app/add/").url == f"/account/again/?next={SECOND.replace('/', '%2F')}app%2Fadd%2F"


def test_nobody_touches_the_factors_of_another(alder, birch):
    key = Authenticator.objects.create(user=birch.owner, type="webauthn", data={"name": "A key", "credential": {}})
    client = at_the_installation_as(alder.owner)
    client.post("/account/again/?next=/practices/", {"password": PASSWORD})
    for path in (f"{SECOND}passkeys/{key.pk}/remove/", f"{SECOND}passkeys/{key.pk}/rename/"):
        for number in (key.pk, key.pk + 1000):
            assert client.post(path.replace(str(key.pk), str(number)), {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "A key"


def test_passkeys_are_bound_to_the_installations_domain(alder):
    client = at_the_installation_as(alder.owner)
    client.post("/account/again/?next=/practices/", {"password": PASSWORD})
    options = client.get(f"{SECOND}passkeys/add/").context["js_data"]["creation_options"]["publicKey"]
    assert options["rp"]["id"] == "anteroom.localhost"
    asked = Client(headers={"host": INSTALLATION, "accept": "application/json"}).get(f"{SECOND}passkeys/login/").json()
    assert asked["request_options"]["publicKey"]["rpId"] == "anteroom.localhost"


def test_guesses_of_a_code_are_limited(alder, secret):
    with_app(alder.owner, secret)
    browser = Browser()
    browser.sign_in(alder.owner.email, to="/practices/")
    client = browser.at(INSTALLATION)
    said = [client.post(f"{SECOND}ask/", {"code": "000000"}).text for _ in range(6)]
    assert ["Too many tries. Wait five minutes" in page for page in said] == [False] * 5 + [True]
    assert client.post(f"{SECOND}ask/", {"code": code_of(secret)}).status_code == 200
    assert User.everyone.get(pk=alder.owner.pk).is_active
