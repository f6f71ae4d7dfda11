"""Where somebody is signed in: the list, ending one and all others, and what ends them by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sites.membership import resign
from sites.models import Membership, User
from sites.signin import signals
from sites.signin.browsers import browser_in_words, network_of
from sites.signin.models import Entry, SignIn
from tests.conftest import PASSWORD, at_the_installation_as, signed_in
from tests.sites.browsing import Browser, is_signed_in

ALDER, BIRCH, INSTALLATION = "alder.anteroom.localhost", "birch.anteroom.localhost", "anteroom.localhost"
LIST = "/account/sign-ins/"
NEW_PASSWORD = "tall-grass-by-the-gate"


@pytest.fixture
def both(alder, birch) -> User:
    Membership.everywhere.create(practice=birch.practice, user=alder.owner, role="practitioner")
    return alder.owner


def everywhere(user) -> Browser:
    """A browser of the person's that has entered both practices."""
    browser = Browser()
    browser.sign_in(user.email, to="/practices/")
    for host in (ALDER, BIRCH):
        browser.open(f"http://{host}/admin/")
    assert hosts_open(browser) == [True, True, True]
    return browser


def hosts_open(browser) -> list[bool]:
    at_home = browser.at(INSTALLATION).get(LIST).status_code == 200
    return [at_home, is_signed_in(browser, ALDER), is_signed_in(browser, BIRCH)]


@pytest.mark.parametrize("host", [ALDER, BIRCH, INSTALLATION])
def test_signing_out_anywhere_signs_out_everywhere(host, both):
    browser, other = everywhere(both), everywhere(both)
    browser.send(f"http://{host}/account/logout/" if host == INSTALLATION else f"http://{host}/admin/logout/")
    assert browser.way[-1] == "anteroom.localhost/account/login/"
    assert hosts_open(browser) == [False, False, False]
    assert hosts_open(other) == [True, True, True]


def test_whoever_keeps_a_record_hears_of_entering_and_ending(both, alder, birch):
    heard = []

    def entered(sender, user, practice, request, **kwargs):
        heard.append(("entered", user, practice, request.path))

    def ended(sender, user, sign_in, request, **kwargs):
        heard.append(("ended", user, request.path))

    signals.entered_practice.connect(entered)
    signals.session_ended.connect(ended)
    everywhere(both).send(f"http://{ALDER}/admin/logout/")
    assert heard == [
        ("entered", both, alder.practice, "/admin/enter/"),
        ("entered", both, birch.practice, "/admin/enter/"),
        ("ended", both, "/admin/logout/"),
    ]


def test_the_list_says_where_since_when_and_for_which_practices(both, birch):
    everywhere(both)
    at_the_installation_as(birch.owner)
    SignIn.objects.filter(user=both).update(browser="Firefox on Windows", address="192.0.2.0/24")
    page = at_the_installation_as(both).get(LIST)
    assert [(each.browser, each.address, each.practices, each.is_this) for each in page.context["sign_ins"]] == [
        ("Another browser", "192.0.2.0/24", [], True),
        ("Firefox on Windows", "192.0.2.0/24", ["Alder Practice", "Birch Rooms"], False),
    ]
    assert "Firefox on Windows" in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_with_one_and_three(number, both, alder, django_assert_num_queries):
    client = at_the_installation_as(both)
    for _ in range(number):
        signed_in(both, alder.practice)
    with django_assert_num_queries(4):
        assert len(client.get(LIST).context["sign_ins"]) == number + 1


def test_one_sign_in_is_ended(both):
    browser, other = everywhere(both), everywhere(both)
    theirs = SignIn.objects.earliest("created_at")
    client = other.at(INSTALLATION)
    assert client.get(f"{LIST}{theirs.pk}/end/").status_code == 405
    client.post(f"{LIST}{theirs.pk}/end/")
    assert (hosts_open(browser), hosts_open(other)) == ([False] * 3, [True] * 3)


def test_nobody_ends_the_sign_in_of_another(both, birch):
    theirs = everywhere(both)
    client = at_the_installation_as(birch.owner)
    foreign, missing = SignIn.objects.get(user=both).pk, "00000000-0000-4000-8000-000000000000"
    answers = [client.post(f"{LIST}{pk}/end/") for pk in (foreign, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert hosts_open(theirs) == [True] * 3


def test_all_others_are_ended(both, birch):
    stranger = at_the_installation_as(birch.owner)
    browser, other = everywhere(both), everywhere(both)
    other.at(INSTALLATION).post(f"{LIST}end-others/")
    assert (hosts_open(browser), hosts_open(other)) == ([False] * 3, [True] * 3)
    assert stranger.get(LIST).status_code == 200


def test_changing_the_password_ends_all_others(both):
    browser, other = everywhere(both), everywhere(both)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert browser.at(INSTALLATION).post("/account/password/", form).status_code == 302
    assert hosts_open(other) == [False] * 3
    assert browser.at(INSTALLATION).get(LIST).status_code == 200
    # One's own practices are entered again without being asked for anything.
    assert browser.open(f"http://{ALDER}/admin/").status_code == 200
    assert browser.way[-1] == f"{ALDER}/admin/"


def test_a_password_that_is_set_by_other_ways_ends_all(both):
    browser = everywhere(both)
    both.set_password(NEW_PASSWORD)
    both.save()
    assert hosts_open(browser) == [False] * 3


def test_switching_the_account_off_ends_all(both):
    browser = everywhere(both)
    User.everyone.filter(pk=both.pk).update(is_active=False)
    assert hosts_open(browser) == [False] * 3


def test_a_sign_in_runs_out_however_much_it_is_used(both, settings):
    browser = everywhere(both)
    SignIn.objects.update(created_at=timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))
    assert hosts_open(browser) == [False] * 3


def test_last_seen_is_kept_to_five_minutes(both, alder, django_assert_num_queries):
    client = signed_in(both, alder.practice)
    client.get("/admin/account/")
    long_ago = timezone.now() - timedelta(minutes=4, seconds=50)
    SignIn.objects.update(last_seen_at=long_ago)
    client.get("/admin/account/")
    assert SignIn.objects.get().last_seen_at == long_ago
    SignIn.objects.update(last_seen_at=long_ago - timedelta(seconds=11))
    client.get("/admin/account/")
    assert timezone.now() - SignIn.objects.get().last_seen_at < timedelta(seconds=30)


def test_leaving_ends_the_sessions_there_and_only_there(both, alder, birch):
    browser = everywhere(both)
    asked = browser.at(BIRCH).get("/admin/leave/")
    assert "Leave Birch Rooms?" in asked.text
    page = browser.send(f"http://{BIRCH}/admin/leave/")
    assert page.status_code == 200
    assert not Membership.everywhere.filter(user=both, practice=birch.practice).exists()
    assert hosts_open(browser) == [True, True, False]
    assert list(Entry.everywhere.values_list("practice__slug", flat=True)) == ["alder"]


def test_the_last_owner_is_told_why_they_can_not_leave(both, alder):
    client = signed_in(both, alder.practice)
    page = client.post("/admin/leave/")
    assert "A practice needs an owner. Make somebody else an owner first" in page.text
    assert Membership.everywhere.filter(user=both, practice=alder.practice).exists()
    assert client.get("/admin/").status_code == 200


def test_leaving_is_in_the_account_menu_with_the_pages_about_oneself(both, alder):
    page = signed_in(both, alder.practice).get("/admin/account/").text
    for address in ("/admin/leave/", "http://anteroom.localhost/account/sign-ins/", "/account/second-factor/"):
        assert f'{address}"' in page


def test_a_second_owner_may_resign(alder, birch):
    Membership.everywhere.filter(user=alder.editor).update(role="owner")
    resign(Membership.everywhere.get(user=alder.owner))
    assert not Membership.everywhere.filter(user=alder.owner).exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17 Safari/604", "Safari on an iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/17 Safari/605", "Safari on a Mac"),
        ("curl/8", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_browser_in_words(agent, words):
    assert browser_in_words(agent) == words


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.17", "192.0.2.0/24"),
        ("2001:db8:aa:bb:cc::1", "2001:db8:aa::/48"),
        ("unknown", ""),
    ],
)
def test_an_address_is_cut_short(address, network):
    assert network_of(address) == network


def test_a_sign_in_keeps_the_network_and_not_the_machine(both):
    client = Client(headers={"host": INSTALLATION, "user-agent": "Firefox/120 Windows"}, REMOTE_ADDR="198.51.100.77")
    client.post("/account/login/", {"login": both.email, "password": PASSWORD})
    kept = SignIn.objects.values("browser", "address").get()
    assert kept == {"browser": "Firefox on Windows", "address": "198.51.100.0/24"}
