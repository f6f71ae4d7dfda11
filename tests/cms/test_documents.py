"""A document is for readers of a page that shows it, and for the practice's people; to all others it is missing."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from cms.articles.models import ArticlePage
from cms.faq.models import FaqEntry
from sites.models import Membership
from sites.provisioning import give_hosts
from sites.scoping import in_practice
from tests.building import guard_asleep, make_article
from tests.conftest import reader, signed_in

from .leaflets import WORDS, answer, make_document, make_under, show


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


# --- from the other side first ---


def test_another_practices_document_is_missing_for_everybody_here(shown, alder, birch):
    theirs, ours = shown["alder"].url, shown["birch"].url
    assert answer(reader(alder.practice), theirs) == (200, WORDS)
    for client in (
        reader(birch.practice),
        *(signed_in(person, birch.practice) for person in (birch.owner, birch.editor)),
    ):
        missing = answer(client, "/documents/999999/first%20session.txt")
        assert missing[0] == 404
        assert answer(client, theirs) == missing
        assert answer(client, ours) == (200, WORDS)


def test_a_link_to_another_practices_document_opens_nothing(shown, hidden, alder, birch):
    with in_practice(birch.practice), guard_asleep():
        show(hidden, "It names a number of theirs")
    assert reader(birch.practice).get(hidden.url).status_code == 404
    assert reader(alder.practice).get(hidden.url).status_code == 404


def test_at_the_installations_own_host_there_are_no_documents(shown, operator, settings):
    desk = Client(headers={"host": settings.INSTALLATION_DOMAIN})
    desk.force_login(operator, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert desk.get(shown["alder"].url).status_code == 404


@pytest.mark.parametrize("who", ["a reader", "a reader with a cookie", "somebody of the practice"])
def test_missing_foreign_and_hidden_cost_the_same_queries(shown, hidden, alder, birch, who):
    client = reader(alder.practice)
    with in_practice(alder.practice):
        drafted = make_document("draft.txt")
        show(drafted, "A draft", live=False)
        locked = make_document("locked.txt")
        lock = {"page": show(locked, "Locked"), "restriction_type": "password", "password": "x"}
        PageViewRestriction.objects.create(**lock)
    if who == "a reader with a cookie":
        lock["page"] = make_under(alder, "Another that is locked")
        with in_practice(alder.practice):
            passed = PageViewRestriction.objects.create(**lock)
        client.post(f"/_util/authenticate_with_password/{passed.pk}/{lock['page'].pk}/", {"password": "x"})
        assert client.cookies
    if who == "somebody of the practice":
        client = signed_in(alder.owner, alder.practice)
    addresses = ["/documents/999999/first%20session.txt", shown["birch"].url, f"/documents/{hidden.pk}/x.txt"]
    if who != "somebody of the practice":
        addresses += [hidden.url, drafted.url, locked.url]
    answers = {address: client.get(address).status_code for address in addresses}
    assert set(answers.values()) == {404}
    counts = {address: queries(client, address) for address in addresses}
    assert len(set(counts.values())) == 1, counts


# --- readers ---


def test_a_reader_has_what_a_live_page_shows_and_nothing_else(shown, hidden, alder):
    client = reader(alder.practice)
    assert answer(client, shown["alder"].url) == (200, WORDS)
    missing = answer(client, "/documents/999999/first%20session.txt")
    assert missing[0] == 404
    assert answer(client, hidden.url) == missing
    assert answer(client, f"/documents/{shown['alder'].pk}/another%20name.txt") == missing


def test_drafts_keep_their_documents_to_themselves(hidden, alder):
    with in_practice(alder.practice):
        show(hidden, "A draft", live=False)
        live = make_article("Live, with a draft behind it")
        live.body = [("paragraph", f'<p><a linktype="document" id="{hidden.pk}">this</a></p>')]
        live.save_revision()
        live.refresh_from_db()
        assert (live.live, live.has_unpublished_changes) == (True, True)
    assert reader(alder.practice).get(hidden.url).status_code == 404


def test_a_withdrawn_page_takes_its_documents_along_at_once(shown, alder):
    client = reader(alder.practice)
    first = client.get(shown["alder"].url)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "private, no-cache")
    with in_practice(alder.practice):
        ArticlePage.objects.get().unpublish()
    # Also for a browser that has a copy and only asks whether it is still good.
    assert client.get(shown["alder"].url, headers={"if-none-match": first.headers["ETag"]}).status_code == 404


def test_a_document_that_is_taken_out_of_the_text_is_gone(shown, alder):
    with in_practice(alder.practice):
        page = ArticlePage.objects.get()
        page.body = [("paragraph", "<p>Nothing to take.</p>")]
        page.save_revision().publish()
    assert reader(alder.practice).get(shown["alder"].url).status_code == 404


def test_an_answer_of_the_bank_shows_its_document_while_a_live_page_shows_the_answer(hidden, alder):
    client = reader(alder.practice)
    with in_practice(alder.practice):
        link = f'<p><a linktype="document" id="{hidden.pk}">this</a></p>'
        entry = FaqEntry.objects.create(question="What shall I bring?", answer=link)
        assert client.get(hidden.url).status_code == 404
        asked = {"faq": {"title": "Asked often", "items": [{"bank": "bring"}]}}
        page = make_article("Questions", [asked], resolve=lambda kind, name: entry)
        assert client.get(hidden.url).status_code == 200
        page.unpublish()
    assert client.get(hidden.url).status_code == 404


def test_a_password_opens_page_and_document_together(shown, alder):
    with in_practice(alder.practice):
        page = ArticlePage.objects.get()
        closed = PageViewRestriction.objects.create(page=page, restriction_type="password", password="let me in")
    client = reader(alder.practice)
    assert client.get(shown["alder"].url).status_code == 404
    client.post(f"/_util/authenticate_with_password/{closed.pk}/{page.pk}/", {"password": "no", "return_url": "/"})
    assert client.get(shown["alder"].url).status_code == 404
    client.post(
        f"/_util/authenticate_with_password/{closed.pk}/{page.pk}/", {"password": "let me in", "return_url": "/"}
    )
    assert answer(client, shown["alder"].url) == (200, WORDS)
    # A second lock, above the page, and the first is not enough any more.
    with in_practice(alder.practice):
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password", password="other")
    assert client.get(shown["alder"].url).status_code == 404


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_other_restrictions_are_kept_too(shown, alder, kind):
    with in_practice(alder.practice), guard_asleep():  # nobody can make such a lock here
        lock = PageViewRestriction.objects.create(page=ArticlePage.objects.get(), restriction_type=kind)
        lock.groups.add(Group.objects.create(name="Nobody"))
    assert reader(alder.practice).get(shown["alder"].url).status_code == 404


def test_a_closed_folder_is_closed_to_readers_and_open_to_the_practices_people(shown, alder):
    with in_practice(alder.practice), guard_asleep():
        folder = alder.practice.collection
        CollectionViewRestriction.objects.create(collection=folder, restriction_type="password", password="x")
    assert reader(alder.practice).get(shown["alder"].url).status_code == 404
    assert answer(signed_in(alder.practitioner, alder.practice), shown["alder"].url) == (200, WORDS)


# --- the practice's people ---


def test_people_of_the_practice_have_all_its_documents(hidden, alder):
    for person in (alder.owner, alder.editor, alder.practitioner):
        assert answer(signed_in(person, alder.practice), hidden.url) == (200, WORDS)


def test_who_has_left_has_none(hidden, alder):
    client = signed_in(alder.practitioner, alder.practice)
    assert client.get(hidden.url).status_code == 200
    Membership.everywhere.filter(user=alder.practitioner).delete()
    assert client.get(hidden.url).status_code == 404


def test_the_work_address_shows_files_and_sends_nobody_elsewhere(shown, hidden, alder):
    """A practice with a host of its own: people are signed in at the work address only."""
    give_hosts(alder.practice, ("www.alder.example",), replace=True)
    client = signed_in(alder.editor, alder.practice)
    assert answer(client, hidden.url) == (200, WORDS)
    own = Client(headers={"host": "www.alder.example"})
    assert (own.get(hidden.url).status_code, own.get(shown["alder"].url).status_code) == (404, 200)
