"""A person with roles in both practices can mix nothing up: each address shows and accepts only its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from sites.membership import let_go
from sites.models import Membership, User
from sites.scoping import in_practice
from sites.signin.models import Entry, SignIn, Ticket
from tests.building import make_article
from tests.conftest import at_the_installation_as, signed_in
from tests.sites.browsing import Browser, is_signed_in

ALDER, BIRCH, INSTALLATION = "alder.anteroom.localhost", "birch.anteroom.localhost", "anteroom.localhost"
FAILED = "This sign-in could not be completed; start again"


@pytest.fixture
def both(alder, birch) -> User:
    """Alder's owner, who writes for Birch."""
    Membership.everywhere.create(practice=birch.practice, user=alder.owner, role="practitioner")
    return alder.owner


@pytest.fixture
def window(both) -> Browser:
    """Signed in at the installation, and nowhere else yet."""
    window = Browser()
    window.sign_in(both.email, to="/practices/")
    return window


def up_to_the_ticket(window: Browser, host: str) -> str:
    """The address with the ticket, asked for at the host and not yet used."""
    to_installation = window.step(f"http://{host}/admin/login/?next=/admin/pages/").url
    return window.step(to_installation).url


def moved_to(host: str, url: str) -> str:
    """The same address at another host."""
    return urlsplit(url)._replace(netloc=host).geturl()


def use(window: Browser, url: str) -> tuple[int, bool]:
    """The status, and whether it was the one page for everything that does not fit."""
    response = window.step(url)
    return response.status_code, FAILED in response.text


REFUSED = (403, True)
LET_IN = (302, False)


def test_two_tabs_show_each_its_own(window, alder, birch):
    for host, own, other in ((ALDER, "Alder Practice", "Birch Rooms"), (BIRCH, "Birch Rooms", "Alder Practice")):
        page = window.open(f"http://{host}/admin/pages/")
        assert page.status_code == 200
        assert page.context["parent_page"].title == own
        # On the first page the switcher names the other one; nothing else does.
        assert window.open(f"http://{host}/admin/").text.count(other) == 1
    assert window.open(f"http://{ALDER}/admin/practice/people/").status_code == 200
    assert window.open(f"http://{BIRCH}/admin/practice/people/").request["PATH_INFO"] == "/admin/"


def test_a_form_of_one_posted_at_the_other_changes_nothing(both, alder, birch):
    with in_practice(alder.practice):
        article = make_article("Alder's own")
        entry = FaqEntry.objects.create(question="Alder's own?", answer="<p>Yes.</p>")
    Membership.everywhere.filter(practice=birch.practice, user=both).update(role="owner")
    at_birch = signed_in(both, birch.practice)
    with in_practice(birch.practice):
        before = (BasePage.objects.count(), FaqEntry.objects.count())
    form = {"title": "Taken over", "question": "Taken over?", "answer": "x"}
    for path in (f"/admin/pages/{article.pk}/edit/", f"/admin/snippets/faq/faqentry/edit/{entry.pk}/"):
        assert [at_birch.get(path).status_code, at_birch.post(path, form).status_code] == [404, 404]
    with in_practice(birch.practice):
        assert (BasePage.objects.count(), FaqEntry.objects.count()) == before
    with in_practice(alder.practice):
        assert BasePage.objects.get(pk=article.pk).title == "Alder's own"
        assert FaqEntry.objects.get(pk=entry.pk).question == "Alder's own?"


def test_sessions_can_not_be_swapped_between_addresses(both, alder, birch):
    clients = {
        ALDER: signed_in(both, alder.practice),
        BIRCH: signed_in(both, birch.practice),
        INSTALLATION: at_the_installation_as(both),
    }
    for of, client in clients.items():
        for at in clients:
            stolen = Client(headers={"host": at})
            stolen.cookies = client.cookies
            path = "/account/sign-ins/" if at == INSTALLATION else "/admin/"
            assert (of, at, stolen.get(path).status_code == 200) == (of, at, of == at)


def test_a_session_that_was_given_another_practices_number_opens_neither(both, alder, birch):
    client = signed_in(both, alder.practice)
    session = client.session
    session["signin.practice"] = birch.practice.pk
    session.save()
    for host in (ALDER, BIRCH):
        forged = Client(headers={"host": host})
        forged.cookies = client.cookies
        assert forged.get("/admin/").status_code == 302


def test_a_ticket_opens_the_practice_it_was_issued_for_and_once(window):
    ticket = up_to_the_ticket(window, ALDER)
    window.step(f"http://{BIRCH}/admin/login/")  # with a way back of its own
    assert use(window, moved_to(BIRCH, ticket)) == REFUSED
    assert is_signed_in(window, BIRCH) is False
    assert use(window, ticket) == LET_IN
    assert is_signed_in(window, ALDER) is True
    assert use(window, ticket) == REFUSED


def test_a_ticket_at_the_installation_or_a_host_of_ones_own_is_nothing(window):
    ticket = up_to_the_ticket(window, ALDER)
    assert window.step(moved_to(INSTALLATION, ticket)).status_code == 404


def test_a_ticket_opens_nothing_in_another_browser(window, both):
    ticket = up_to_the_ticket(window, ALDER)
    another = Browser()
    assert use(another, ticket) == REFUSED  # without any way back of its own
    another.step(f"http://{ALDER}/admin/login/")
    assert use(another, ticket) == REFUSED  # with its own
    assert is_signed_in(another, ALDER) is False
    assert use(window, ticket) == LET_IN


def test_nobody_is_signed_in_as_somebody_else_by_a_link(window, birch):
    """The link of a stranger, who asked with their own state, does not fit the cookie of whoever clicks it."""
    attacker = Browser()
    attacker.sign_in(birch.editor.email, to="/account/sign-ins/")
    link = up_to_the_ticket(attacker, BIRCH)
    window.step(f"http://{BIRCH}/admin/login/")
    assert use(window, link) == REFUSED
    foreign_state = attacker.step(f"http://{BIRCH}/admin/login/").url
    assert use(window, window.step(foreign_state).url) == REFUSED


def test_a_ticket_runs_out_within_seconds(window):
    ticket = up_to_the_ticket(window, ALDER)
    issued = Ticket.everywhere.get()
    assert timezone.now() < issued.expires_at <= timezone.now() + timedelta(seconds=30)
    Ticket.everywhere.update(expires_at=timezone.now())
    assert use(window, ticket) == REFUSED


@pytest.mark.parametrize("what", ["place", "account", "sign-in", "factor", "old"])
def test_what_has_changed_since_the_ticket_was_issued_counts(what, window, both, alder, birch):
    ticket = up_to_the_ticket(window, BIRCH)
    if what == "place":
        Membership.everywhere.filter(practice=birch.practice, user=both).delete()
    elif what == "account":
        User.everyone.filter(pk=both.pk).update(is_active=False)
    elif what == "sign-in":
        SignIn.objects.all().delete()
    elif what == "factor":
        birch.practice.second_factor_required = True
        birch.practice.save()
    else:
        SignIn.objects.update(created_at=timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    assert use(window, ticket) == REFUSED
    assert is_signed_in(window, BIRCH) is False


def test_every_refusal_is_the_same_page(window, both):
    ticket = up_to_the_ticket(window, ALDER)
    pages = {window.step(f"http://{ALDER}/admin/enter/{query}").content for query in ("", "?ticket=", "?ticket=x")}
    Ticket.everywhere.update(expires_at=timezone.now())
    pages.add(window.step(ticket).content)
    pages.add(Browser().step(ticket).content)
    assert len(pages) == 1


def test_two_tabs_of_one_practice_do_not_take_each_others_way(window):
    first, second = up_to_the_ticket(window, ALDER), up_to_the_ticket(window, ALDER)
    assert [use(window, first), use(window, second)] == [LET_IN, LET_IN]
    assert is_signed_in(window, ALDER) is True
    assert Entry.everywhere.count() == 1


def test_where_one_was_going_stays_at_the_practices_own_host(window):
    for asked in ("//birch.anteroom.localhost/admin/", "http://birch.anteroom.localhost/admin/", "/\\birch/"):
        query = f"next={asked}"
        to_installation = window.step(f"http://{ALDER}/admin/login/?{query}").url
        assert parse_qs(urlsplit(to_installation).query)["next"] == ["/admin/"]
        # Nor when it is put in at the installation, past the first check.
        forged = to_installation.replace("next=%2Fadmin%2F", query)
        assert window.step(window.step(forged).url).url == "/admin/"
        window.at(ALDER).cookies.pop("sessionid")


def test_losing_the_place_at_one_leaves_the_other(window, both, alder, birch):
    for host in (ALDER, BIRCH):
        window.open(f"http://{host}/admin/")
    let_go(Membership.everywhere.get(practice=birch.practice, user=both), by=birch.owner)
    assert [is_signed_in(window, host) for host in (ALDER, BIRCH)] == [True, False]
    page = window.open(f"http://{BIRCH}/admin/")
    assert (page.status_code, "This account opens no practice at that address" in page.text) == (404, True)
    # Nor does a place that is given back later wake the old session up.
    Membership.everywhere.create(practice=birch.practice, user=both, role="owner")
    assert is_signed_in(window, BIRCH) is False


def test_roles_act_each_at_its_own_address_and_at_once(window, both, birch):
    place = Membership.everywhere.get(practice=birch.practice, user=both)
    for host in (ALDER, BIRCH):
        window.open(f"http://{host}/admin/")
    people = "/admin/practice/people/"
    seen = []
    for role in ("practitioner", "owner", "editor"):
        place.role = role
        place.save()
        seen.append([window.at(host).get(people).status_code for host in (ALDER, BIRCH)])
    assert seen == [[200, 302], [200, 200], [200, 302]]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_gets_in_with_a_ticket(window):
    """Eight requests with the same ticket and the same cookie, in four threads."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection to an SQLite database in memory; PostgreSQL runs this")
    ticket = up_to_the_ticket(window, ALDER)
    cookies = window.at(ALDER).cookies

    def attempt(_):
        client = Client(headers={"host": ALDER})
        client.cookies = cookies.copy()
        try:
            return client.get(urlsplit(ticket).path + "?" + urlsplit(ticket).query).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(8))) == [302] + [403] * 7
