"""What operators see of practices without visiting: numbers and days, and not a word of content."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from sites.audit.models import AuditEntry
from sites.figures import give_figures
from sites.models import Invitation, Practice
from sites.provisioning import close_practice, give_hosts, open_practice, reopen_practice
from sites.scoping import in_practice
from tests.building import make_article, make_picture
from tests.conftest import signed_in
from tests.sites.practices import operators_browser

LIST = reverse("practices:index")


@pytest.fixture
def grown(alder, birch, operator):
    """Two live articles, a draft and a picture at A; at B nothing but what every practice gets."""
    with in_practice(alder.practice):
        for title in ("Aster one", "Aster two"):
            make_article(title)
        make_article("Aster draft", live=False)
        make_picture("Aster picture", file_size=3_000_000)
    signed_in(alder.editor, alder.practice)


def figures(practice) -> dict:
    [one] = give_figures([Practice.objects.get(pk=practice.pk)])
    return one.figures


def test_figures_count_what_is_each_practices_own(grown, alder, birch):
    ours, theirs = figures(alder.practice), figures(birch.practice)
    assert (ours["articles"], ours["pictures"], ours["documents"]) == ((2, 1), (1, 3_000_000), None)
    assert (theirs["articles"], theirs["pictures"], theirs["documents"]) == (None, None, None)
    assert (ours["people"], theirs["people"]) == (4, 4)
    assert timezone.now() - ours["last_sign_in"] < timedelta(minutes=5)
    assert theirs["last_sign_in"] is None


def test_the_list_shows_numbers_and_no_titles(grown, operator):
    page = operators_browser(operator).get(LIST).text
    for words in ("2 live, 1 not", "1 (2.9\xa0MB)", date_format(timezone.now(), "j M Y")):
        assert words in page
    assert "Aster" not in page


def test_invitations_that_could_not_be_sent_are_counted(alder, birch, operator):
    Invitation.everywhere.all().delete()
    with in_practice(birch.practice):
        for email, sent_at in (("a@birch.example", None), ("b@birch.example", timezone.now())):
            Invitation.objects.create(practice=birch.practice, email=email, token_hash=email, sent_at=sent_at)
    assert (figures(alder.practice)["unsent"], figures(birch.practice)["unsent"]) == (None, 1)
    assert "1 invitation could not be sent" in operators_browser(operator).get("/admin/").text


@pytest.mark.parametrize("role", ["owner", "editor", "practitioner"])
def test_nobody_of_a_practice_sees_it(role, grown, alder, birch):
    for place in (alder, birch):
        assert signed_in(getattr(place, role), place.practice).get(LIST).url == "/admin/"


def told(practice) -> list[tuple]:
    entries = AuditEntry.everywhere.of_practice(practice and practice.pk).filter(action__startswith="practice.")
    return list(entries.order_by("position").values_list("action", "actor_name", "actor_role", "title"))


def test_what_operators_do_to_a_practice_stands_in_both_logs(alder, birch, operator):
    cedar = open_practice(slug="cedar", name="Cedar House", by=operator)
    give_hosts(cedar, ("cedar.example",), replace=True, by=operator)
    give_hosts(cedar, ("cedar.example",), replace=True, by=operator)  # changes nothing
    close_practice(cedar, by=operator, reason="Asked for by its owner")
    reopen_practice(cedar, by=operator, reason="It was a mistake")
    hosts = "cedar.example, cedar.anteroom.localhost"
    op = ("Op", "operator")
    assert told(cedar) == [
        ("practice.opened", *op, ""),
        ("practice.hosts", *op, hosts),
        ("practice.closed", *op, "Asked for by its owner"),
        ("practice.reopened", *op, "It was a mistake"),
    ]
    assert told(None)[-4:] == [
        ("practice.opened", *op, "Cedar House"),
        ("practice.hosts", *op, f"Cedar House: {hosts}"),
        ("practice.closed", *op, "Cedar House: Asked for by its owner"),
        ("practice.reopened", *op, "Cedar House: It was a mistake"),
    ]
    assert [entry[0] for entry in told(birch.practice)] == ["practice.opened"]


def test_the_form_of_a_practice_names_the_operator_and_the_reason(alder, operator):
    client = operators_browser(operator)
    url = reverse("practices:edit", args=(alder.practice.pk,))
    page = client.get(url)
    for name in ("visit_begin", "practice_bare_log"):
        assert reverse(name, args=(alder.practice.pk,)) in page.text
    form = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    client.post(url, {**form, "state": "closed", "reason": "Not paid for a year"})
    assert told(alder.practice)[-1] == ("practice.closed", "Op", "operator", "Not paid for a year")
