"""The desk: what waits for whom, over all of one's practices and over no other."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.booking_requests.models import BookingRequest
from cms.comments.models import ReaderComment
from cms.desk.moving import Desk
from cms.desk.places import places_everywhere
from cms.link_checks.findings import State
from cms.link_checks.models import LinkCheck
from cms.people.models import Credential
from cms.reviewing import steps
from sites.models import Membership, Practice, User
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_offer, make_profile
from tests.cms.reviewing.conftest import decide, let_review, submitted
from tests.conftest import at_the_installation_as, signed_in

MOST_QUERIES = 25


def fill(side, word, times=1):
    """One of everything that can wait, at one practice; each titled with the word."""
    today = timezone.localdate()
    with in_practice(side.practice):
        for number in range(times):
            name = f"{word} {number}"
            submitted(make_article(f"{name} submitted", live=False, owner=side.practitioner), side.practitioner)
            back = submitted(make_article(f"{name} back", live=False, owner=side.practitioner), side.practitioner)
            decide(back, side.editor, "reject", comment=f"{name} mend")
            article = make_article(f"{name} due", owner=side.practitioner)
            ArticlePage.objects.filter(pk=article.pk).update(review_due_date=today)
            later = make_article(f"{name} later", live=False, owner=side.practitioner)
            later.go_live_at = timezone.now() + datetime.timedelta(days=3)
            later.save_revision().publish()
            profile = make_profile(f"{name} person")
            Credential.objects.create(page=profile, title=f"{name} diploma", expires_date=today, sort_order=0)
            offer = make_offer(f"{name} offer")
            LinkCheck.objects.update_or_create(
                offer=offer, defaults={"state": State.WRONG, "wrong_since": timezone.now(), "sentence": "It is gone."}
            )
            BookingRequest.objects.create(offer=offer, token=f"{name}", sealed="x", contact_mark="x", purge_on=today)
            ReaderComment.objects.create(article=article, name=f"{name} reader", text="Held", token=f"{name}")


def rows_of(response) -> dict[str, list[str]]:
    """Titles on the desk by kind."""
    return {source.key: [row.title for row in heap.rows] for source, heap in response.context["heaps"]}


EVERYTHING = {
    "decide": ["{} 0 submitted"],
    "comments": ["On “{} 0 due”"],
    "requests": ["A request for “{} 0 offer”"],
    "due": ["{} 0 due"],
    "links": ["{} 0 offer"],
    "credentials": ["{} 0 diploma"],
    "scheduled": ["{} 0 later"],
}
SEEN = {
    "owner": EVERYTHING,
    "editor": {key: EVERYTHING[key] for key in ("decide", "comments", "due", "scheduled")},
    "practitioner": {
        "back": ["{} 0 back"],
        "under-way": ["{} 0 submitted"],
        "due": EVERYTHING["due"],
        "scheduled": EVERYTHING["scheduled"],
    },
    "second_practitioner": {},
}


@pytest.mark.parametrize("role", SEEN)
def test_at_a_practice_each_sees_what_waits_for_them(role, alder, birch):
    fill(alder, "Elm")
    fill(birch, "Zanzibar")
    response = signed_in(getattr(alder, role), alder.practice).get("/admin/desk/")
    assert rows_of(response) == {key: [one.format("Elm") for one in rows] for key, rows in SEEN[role].items()}
    assert "Zanzibar" not in response.text
    first_page = signed_in(getattr(alder, role), alder.practice).get("/admin/").text
    assert ("Elm 0 due" in first_page) == ("due" in SEEN[role])
    assert "Zanzibar" not in first_page


def work_at_both(alder, birch) -> User:
    Membership.everywhere.create(practice=birch.practice, user=alder.editor, role="editor")
    return User.everyone.get(pk=alder.editor.pk)


def test_at_the_installation_everybody_sees_their_own_practices(alder, birch):
    person = work_at_both(alder, birch)
    fill(alder, "Elm")
    fill(birch, "Oak")
    response = at_the_installation_as(person).get("/admin/desk/")
    found = rows_of(response)
    assert {key: sorted(rows) for key, rows in found.items()} == {
        key: sorted(row.format(word) for row in SEEN["editor"][key] for word in ("Elm", "Oak"))
        for key in SEEN["editor"]
    }
    addresses = {row.address.split("/admin/")[0] for _, heap in response.context["heaps"] for row in heap.rows}
    assert addresses == {"http://alder.anteroom.localhost", "http://birch.anteroom.localhost"}


def test_nobody_sees_a_practice_they_have_left_or_never_had(alder, birch):
    person = work_at_both(alder, birch)
    other = Practice.objects.get(pk=birch.practice.pk)
    fill(birch, "Zanzibar")
    client = at_the_installation_as(person)
    assert "Zanzibar" in client.get("/admin/desk/").text
    Membership.everywhere.filter(practice=other, user=person).delete()
    response = client.get("/admin/desk/")
    assert (response.status_code, response.url) == (302, "http://alder.anteroom.localhost/admin/")
    for kind in SEEN["owner"]:
        assert "Zanzibar" not in client.get(f"/admin/desk/{kind}/").text


def test_a_closed_practice_is_on_no_desk(alder, birch):
    person = work_at_both(alder, birch)
    fill(birch, "Zanzibar")
    Practice.objects.filter(pk=birch.practice.pk).update(state="closed")
    assert "Zanzibar" not in at_the_installation_as(person).get("/admin/desk/decide/").text


def test_a_practice_that_asks_for_a_second_factor_shows_nothing_without(alder, birch):
    person = work_at_both(alder, birch)
    fill(birch, "Zanzibar")
    Practice.objects.filter(pk=birch.practice.pk).update(second_factor_required=True)
    without = at_the_installation_as(person, used_second_factor=False).get("/admin/desk/").text
    assert "Zanzibar" not in without
    assert "Sign in with one" in without
    assert "Zanzibar" in at_the_installation_as(person).get("/admin/desk/").text


def test_strangers_are_led_to_the_sign_in(client, alder):
    for host, start in (("anteroom.localhost", "/account/login/"), ("alder.anteroom.localhost", "/admin/login/")):
        response = client.get("/admin/desk/", headers={"host": host})
        assert (response.status_code, start in response.url) == (302, True)


def test_what_is_no_kind_is_missing(alder):
    assert signed_in(alder.editor, alder.practice).get("/admin/desk/nonsense/").status_code == 404


def test_the_desk_costs_the_same_with_one_and_with_three(alder, birch):
    person = work_at_both(alder, birch)
    client = at_the_installation_as(person)
    costs = []
    for times in (1, 3):
        for side, word in ((alder, "Elm"), (birch, "Oak")):
            fill(side, f"{word}{times}", times)
        costs.append(
            {path: cost(client, path) for path in ("/admin/desk/", *(f"/admin/desk/{kind}/" for kind in SEEN["owner"]))}
        )
    assert costs[0] == costs[1]
    assert max(costs[1].values()) <= MOST_QUERIES, costs


def cost(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_a_page_past_the_end_leads_back(alder):
    fill(alder, "Elm")
    text = signed_in(alder.editor, alder.practice).get("/admin/desk/due/?p=9").text
    assert "nothing on this page" in text


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("clinical", [False, True])
def test_what_the_desk_says_is_what_the_practice_says(own, clinical, alder, birch):
    """The rule for many practices at once, held against the answer of each practice alone."""
    for side in (alder, birch):
        Practice.objects.filter(pk=side.practice.pk).update(approves_own=own)
        with in_practice(Practice.objects.get(pk=side.practice.pk)) as practice:
            let_review(side.second_practitioner, practice)
            let_review(side.editor, practice, until=timezone.localdate() - datetime.timedelta(days=1))
            steps.choose_clinical_review(clinical)
            for writer in (side.practitioner, side.editor, side.second_practitioner):
                article = submitted(make_article(f"By {writer}", live=False, owner=writer), writer)
                if clinical and writer != side.editor:
                    decide(article, side.editor)
    for side in (alder, birch):
        for role in SEEN:
            person = User.everyone.get(pk=getattr(side, role).pk)
            desk = Desk(places_everywhere(person, used_second_factor=True))
            with across_practices():
                said = {one.article.pk for one in desk.moving if desk.waits_for_me(one)}
            with in_practice(Practice.objects.get(pk=side.practice.pk)):
                waiting = [page for page in ArticlePage.objects.all() if page.current_workflow_task]
                alone = {
                    page.pk for page in waiting if person in page.current_workflow_task.specific.people_asked(page)
                }
            assert said == alone, role
