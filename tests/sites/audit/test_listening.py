"""What other parts do is written down by itself: who came in, who did not, from which network."""

from types import SimpleNamespace

import pytest
from django.test import Client

from sites.audit.actions import ACTIONS
from sites.audit.address import truncated
from sites.audit.listening import OF_SIGN_IN, receiver_of
from sites.audit.models import AuditEntry
from sites.models import Membership
from sites.scoping import at_installation, in_practice
from tests.conftest import PASSWORD, signed_in
from tests.sites.browsing import Browser

LOGIN = "/account/login/"


def try_to_sign_in(email, password=PASSWORD, **meta):
    """At the installation's host, where everybody signs in."""
    return Client(headers={"host": "anteroom.localhost"}, **meta).post(LOGIN, {"login": email, "password": password})


def told(place, action) -> list[tuple]:
    with in_practice(place.practice) if place else at_installation():
        entries = AuditEntry.objects.filter(action=action)
        return list(entries.values_list("actor_name", "title", "address", "source"))


def test_coming_and_going(alder, birch):
    browser = Browser()
    browser.open(alder.practice.admin_url)
    browser.sign_in("owner@alder.example")
    browser.at(alder.practice.installation_host).post("/admin/logout/", REMOTE_ADDR="192.0.2.77")
    assert told(alder, "signin.entered") == [("Owner Alder", "", "127.0.0.0/24", "web")]
    assert told(alder, "signin.left") == [("Owner Alder", "", "192.0.2.0/24", "web")]
    assert (told(birch, "signin.entered"), told(birch, "signin.left")) == ([], [])


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("owner@alder.example", "Owner Alder"),
        ("OWNER@Alder.example ", "Owner Alder"),
        ("nobody@nowhere.example", "Somebody without a place here"),
        ("my-secret-password@example.com", "Somebody without a place here"),
    ],
)
def test_a_failure_is_in_the_installations_log_and_keeps_nothing_that_a_stranger_typed(typed, title, alder, birch):
    try_to_sign_in(typed, "wrong", REMOTE_ADDR="2001:db8:1:2::3")
    assert told(None, "signin.failed") == [("", title, "2001:db8:1::/48", "web")]
    assert (told(alder, "signin.failed"), told(birch, "signin.failed")) == ([], [])
    kept = str(list(AuditEntry.everywhere.filter(action="signin.failed").values()))
    assert ("nowhere" in kept, "my-secret" in kept) == (False, False)


@pytest.mark.parametrize("email", ["owner@birch.example", "nobody@nowhere.example", "", None])
def test_a_failure_at_a_practice_names_nobody_of_another(email, alder, birch):
    with in_practice(alder.practice):
        receiver_of("sign_in_failed")(email=email, request=None)
    assert [row[1] for row in told(alder, "signin.failed")] == ["Somebody without a place here"]
    assert told(birch, "signin.failed") == []


def test_operators_sign_in_at_the_installation(operator, alder):
    try_to_sign_in(operator.email)
    with at_installation():
        entries = AuditEntry.objects.filter(action="signin.entered")
        assert list(entries.values_list("actor_name", "actor_role")) == [("Op", "operator")]


def test_a_role_change_is_written_down_with_both_names(alder, birch):
    member = Membership.everywhere.get(user=alder.editor, practice=alder.practice)
    signed_in(alder.owner, alder.practice).post(f"/admin/practice/people/edit/{member.pk}/", {"role": "owner"})
    assert [row[:2] for row in told(alder, "people.role")] == [("Owner Alder", "Editor Alder")]
    assert told(birch, "people.role") == []


INVITATION = {"pk": "5f0e", "email": "jo@field.example", "role": "editor"}


@pytest.mark.parametrize(
    ("signal", "sent", "entry"),
    [
        ("entered_practice", {"user": "editor", "practice": True},
         ("signin.entered", "Editor Alder", "editor", "", {})),
        ("second_factor_changed", {"user": "editor", "change": "added", "kind": "totp"},
         ("signin.second_factor", "Editor Alder", "editor", "", {"change": "added", "factor": "totp"})),
        ("session_ended", {"user": "editor", "sign_in": None}, ("signin.session_ended", "", "", "Editor Alder", {})),
        ("invitation_sent", {"invitation": INVITATION, "by": "owner"},
         ("people.invited", "Owner Alder", "owner", "jo@field.example", {"role": "editor"})),
        ("invitation_accepted", {"invitation": INVITATION, "user": "editor"},
         ("people.accepted", "Editor Alder", "editor", "jo@field.example", {"role": "editor"})),
        ("invitation_withdrawn", {"invitation": INVITATION, "by": "owner"},
         ("people.withdrawn", "Owner Alder", "owner", "jo@field.example", {"role": "editor"})),
        ("role_changed", {"membership": "editor", "was": "practitioner", "by": "owner"},
         ("people.role", "Owner Alder", "owner", "Editor Alder", {"was": "practitioner", "role": "editor"})),
        ("resigned", {"user": "editor", "practice": True, "role": "editor"},
         ("people.resigned", "Editor Alder", "editor", "", {"was": "editor"})),
    ],
)  # fmt: skip
def test_every_signal_of_sign_in_becomes_an_entry_of_its_practice(signal, sent, entry, alder, birch):
    """Whatever the scope in which it is sent: invitations are accepted at the installation's host."""
    people = {"owner": alder.owner, "editor": alder.editor}
    given = {name: people[value] if name in ("user", "by") else value for name, value in sent.items()}
    if "practice" in given:
        given["practice"] = alder.practice
    if "invitation" in given:
        given["invitation"] = SimpleNamespace(practice=alder.practice, **INVITATION)
    if "membership" in given:
        given["membership"] = Membership.everywhere.get(user=alder.editor, practice=alder.practice)
    own_practice = {"practice", "invitation", "membership"} & set(given)
    with at_installation() if own_practice else in_practice(alder.practice):
        receiver_of(signal)(sender=None, signal=None, request=None, **given)
    with in_practice(alder.practice):
        last = AuditEntry.objects.first()
        assert (last.action, last.actor_name, last.actor_role, last.title, last.details) == entry
    with in_practice(birch.practice):
        assert AuditEntry.objects.filter(action=entry[0]).count() == 0


def test_every_signal_has_its_action_in_the_table():
    assert {action for action, _ in OF_SIGN_IN.values()} <= set(ACTIONS)


def test_changed_details_of_the_practice_are_written_down(alder, birch):
    client = signed_in(alder.owner, alder.practice)
    form = client.get("/admin/practice/").context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert client.post("/admin/practice/", {**typed, "strapline": "A quiet room"}).status_code == 302
    assert [row[:2] for row in told(alder, "practice.changed")] == [("Owner Alder", "Alder Practice")]
    with in_practice(alder.practice):
        assert AuditEntry.objects.get(action="practice.changed").details == {"fields": "strapline"}
    assert told(birch, "practice.changed") == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
        ("<script>", ""),
    ],
)
def test_an_address_is_cut_to_its_network(address, network):
    assert truncated(address) == network


@pytest.mark.parametrize(
    ("behind", "header", "network"),
    [
        (False, "198.51.100.9", "192.0.2.0/24"),
        (True, "203.0.113.5, 198.51.100.9", "198.51.100.0/24"),
        (True, "198.51.100.9", "198.51.100.0/24"),
        (True, "", "192.0.2.0/24"),
    ],
)
def test_a_proxys_header_counts_only_behind_one_and_only_its_own_part(behind, header, network, alder, birch, settings):
    settings.BEHIND_PROXY = behind
    meta = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    try_to_sign_in("x@y.example", "wrong", REMOTE_ADDR="192.0.2.77", **meta)
    assert [row[2] for row in told(None, "signin.failed")] == [network]
