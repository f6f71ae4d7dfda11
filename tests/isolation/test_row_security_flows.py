"""Everyday work goes on with row security on: readers, the desk, and what runs by itself."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import ReferenceIndex

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.delivery.periodic import run_due
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from sites.postgresql.applying import is_in_place
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_picture, make_profile, picture_file
from tests.conftest import reader, signed_in

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has row security")


@pytest.fixture(autouse=True)
def _secured(db):
    assert (is_in_place(connection), connection.role_without_row_security()) == (True, "")


@pytest.fixture
def article(alder, birch):
    with in_practice(birch.practice):
        make_article("Foreign words")
    with in_practice(alder.practice):
        return make_article("Our words", authors=[make_profile()], listing_image=make_picture())


def test_a_reader_reads(article, alder):
    client = reader(alder.practice)
    assert [client.get(path).status_code for path in ("/", article.url, "/no-such-page/")] == [200, 200, 404]


def test_an_editor_finds_opens_and_uploads(article, alder):
    client = signed_in(alder.editor, alder.practice)
    with in_practice(alder.practice):
        index = ArticleIndexPage.objects.get().pk
    listed = client.get(f"/admin/pages/{index}/").text
    assert ("Our words" in listed, "Foreign words" in listed) == (True, False)
    assert client.get(f"/admin/pages/{article.pk}/edit/").status_code == 200
    found = client.get("/admin/pages/search/?q=words").text
    assert ("Our words" in found, "Foreign words" in found) == (True, False)
    with in_practice(alder.practice):
        folder, before = alder.practice.collection_id, PracticeImage.objects.count()
    sent = {"title": "A door", "file": picture_file(), "collection": folder, "description": "A door"}
    assert client.post("/admin/images/add/", sent).status_code == 302
    with in_practice(alder.practice):
        assert PracticeImage.objects.count() == before + 1


def test_an_article_is_submitted_approved_and_live(alder, birch):
    with in_practice(alder.practice):
        page = make_article("Waiting", live=False, owner=alder.practitioner)
        state = alder.practice.workflow.start(page, alder.practitioner)
        state.current_task_state.task.specific.on_action(state.current_task_state, alder.editor, "approve")
        assert ArticlePage.objects.get(pk=page.pk).live
    assert reader(alder.practice).get(page.url).status_code == 200


def test_what_is_due_comes_in_every_practice(alder, birch, later):
    pages = []
    for side in (alder, birch):
        with in_practice(side.practice):
            page = make_article("Due", live=False)
            page.go_live_at = timezone.now() + datetime.timedelta(minutes=10)
            page.save_revision().publish()
            pages.append(page.pk)
    later(minutes=11)
    run_due()
    with across_practices():
        assert list(BasePage.objects.filter(pk__in=pages).values_list("live", flat=True)) == [True, True]


def test_the_indexes_are_built_anew_for_all(article, alder, birch):
    with across_practices():
        before = ReferenceIndex.objects.count()
        call_command("rebuild_references_index", verbosity=0)
        call_command("update_index", verbosity=0)
        assert (before > 0, ReferenceIndex.objects.count() >= before) == (True, True)
    with in_practice(alder.practice):
        assert [page.title for page in BasePage.objects.search("words")] == ["Our words"]
    with in_practice(birch.practice):
        assert [page.title for page in BasePage.objects.search("words")] == ["Foreign words"]
