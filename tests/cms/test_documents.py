"""A document is for readers of a page that shows it, and for the practice's people; to all others it is missing."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from cms.articles.models import ArticlePage
from cms.faq.models import FaqEntry
from cms.media.models import PracticeDocument
from sites.models import Membership
from sites.provisioning import give_hosts
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader, signed_in

WORDS = b"What to bring to a first session.\n"


def make_document(name="first session.txt", content=WORDS) -> PracticeDocument:
    return PracticeDocument.objects.create(title="A leaflet", file=ContentFile(content, name=name))


def show(document, title="Read me", **fields) -> ArticlePage:
    """An article whose text links to the document."""
    page = make_article(title, **fields)
    page.body = [("paragraph", f'<p>Take <a linktype="document" id="{document.pk}">this</a>.</p>')]
    revision = page.save_revision()
    if page.live:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def make_under(at, title) -> ArticlePage:
    with in_practice(at.practice):
        return make_article(title)


def body_of(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def answer(client, address) -> tuple[int, bytes]:
    response = client.get(address)
    return response.status_code, body_of(response)


def queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(address)
    return len(seen)


@pytest.fixture
def shown(alder, birch):
    """A's document on a live article of A, and the like at B."""
    found = {}
    for at in (alder, birch):
        with in_practice(at.practice):
            found[at.practice.slug] = make_document()
            show(found[at.practice.slug])
    return found


@pytest.fixture
def hidden(alder):
    """A's document that no page shows."""
    with in_practice(alder.practice):
        return make_document("not yet.txt")


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
    with in_practice(birch.practice):
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
    with in_practice(alder.practice):
        lock = PageViewRestriction.objects.create(page=ArticlePage.objects.get(), restriction_type=kind)
        lock.groups.add(Group.objects.create(name="Nobody"))
    assert reader(alder.practice).get(shown["alder"].url).status_code == 404


def test_a_closed_folder_is_closed_to_readers_and_open_to_the_practices_people(shown, alder):
    with in_practice(alder.practice):
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


# --- what is sent ---

SAVED = "default-src 'none'; sandbox"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content", "kind", "disposition"),
    [
        ("words.txt", WORDS, "text/plain; charset=utf-8", 'attachment; filename="words.txt"'),
        ("fees.csv", b"fee,60\n", "text/csv; charset=utf-8", 'attachment; filename="fees.csv"'),
        ("form.pdf", PDF, "application/pdf", 'inline; filename="form.pdf"'),
        ("Grüße & Maß.pdf", PDF, "application/pdf", "inline; filename*=utf-8''Gr%C3%BC%C3%9Fe%20%26%20Ma%C3%9F.pdf"),
        ('a"; x=.pdf', PDF, "application/pdf", 'inline; filename="a__ x_.pdf"'),
    ],
)
def test_a_document_is_sent_under_its_own_name_and_runs_nothing(alder, name, content, kind, disposition):
    with in_practice(alder.practice):
        document = make_document(name, content)
        show(document)
    response = reader(alder.practice).get(document.url)
    assert body_of(response) == content
    wanted = {
        "Content-Type": kind,
        "Content-Disposition": disposition,
        "Content-Length": str(len(content)),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    assert {header: response.headers[header] for header in wanted} == wanted
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_head_ranges_and_copies_that_are_still_good(shown, alder):
    client, address = reader(alder.practice), shown["alder"].url
    whole = client.get(address)
    tag = whole.headers["ETag"]
    head = client.head(address)
    assert (head.status_code, body_of(head), head.headers["Content-Length"]) == (200, b"", str(len(WORDS)))
    for asked in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        same = client.get(address, headers={"if-none-match": asked})
        assert (same.status_code, body_of(same), same.headers["ETag"]) == (304, b"", tag)
        assert same.headers["Cache-Control"] == "private, no-cache"
    part = client.get(address, headers={"range": "bytes=5-9"})
    assert (part.status_code, body_of(part)) == (206, WORDS[5:10])
    assert part.headers["Content-Range"] == f"bytes 5-9/{len(WORDS)}"
    beyond = client.get(address, headers={"range": "bytes=5000-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(WORDS)}")
    # The rest of a file that has been changed since is sent whole.
    changed = client.get(address, headers={"range": "bytes=5-9", "if-range": '"what it was"'})
    assert (changed.status_code, body_of(changed)) == (200, WORDS)
    compressed = client.get(address, headers={"accept-encoding": "gzip"})
    assert (body_of(compressed), "Content-Encoding" in compressed.headers) == (WORDS, False)
    assert client.post(address).status_code == 405


def test_a_row_without_its_file_is_missing_like_any_other(shown, alder):
    document = shown["alder"]
    document.file.storage.delete(document.file.name)
    missing = answer(reader(alder.practice), "/documents/999999/first%20session.txt")
    assert answer(reader(alder.practice), document.url) == missing


def test_a_document_costs_the_same_on_one_page_and_on_three(hidden, alder, django_assert_num_queries):
    cache.clear()
    for count in (1, 2):
        with in_practice(alder.practice):
            for number in range(count):
                show(hidden, f"Read me {count} {number}")
        client = reader(alder.practice)
        client.get(hidden.url)
        with django_assert_num_queries(3):  # the host, the document, the pages
            assert client.get(hidden.url).status_code == 200
