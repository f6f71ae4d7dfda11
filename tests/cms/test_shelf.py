"""The shelf: all pages that one request mentions, in one query, in the order that was asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.pages import shelf as shelf_module
from cms.pages.shelf import Shelf, linked_page_ids, shelf
from sites.scoping import Kind, Scope, in_practice, within
from tests.building import make_article


def titles(pages) -> list[str | None]:
    return [page.title if page else None for page in pages]


@pytest.fixture
def pages(at_alder):
    return [make_article(title) for title in ("One", "Two", "Three")]


def test_pages_come_in_the_order_they_are_asked_for(pages):
    one, two, three = (page.pk for page in pages)
    assert titles(Shelf().get_many([three, one, three, two])) == ["Three", "One", "Three", "Two"]
    assert Shelf().get_many([]) == []


@pytest.mark.parametrize(("also_drafts", "seen"), [(False, ["One", None]), (True, ["One", "Draft"])])
def test_drafts_are_for_those_who_ask_for_them(pages, also_drafts, seen):
    draft = make_article("Draft", live=False)
    assert titles(Shelf().get_many([pages[0].pk, draft.pk], also_drafts=also_drafts)) == seen


def test_a_draft_that_one_asked_for_is_not_shown_to_the_next(pages):
    draft, one_shelf = make_article("Draft", live=False), Shelf()
    one_shelf.get_many([draft.pk], also_drafts=True)
    assert one_shelf.get_many([draft.pk]) == [None]


@pytest.mark.parametrize("nothing", [None, 0, "", 999_999])
def test_what_is_not_there_leaves_an_empty_place(pages, nothing):
    assert titles(Shelf().get_many([pages[0].pk, nothing, pages[1].pk])) == ["One", None, "Two"]


def test_another_practices_page_leaves_an_empty_place(alder, birch):
    with in_practice(birch.practice):
        theirs = make_article("Theirs")
    with in_practice(alder.practice):
        assert Shelf().get_many([theirs.pk], also_drafts=True) == [None]


def test_numbers_in_words_are_taken_too(pages):
    assert titles(Shelf().get_many([str(pages[1].pk)])) == ["Two"]


def test_what_is_wanted_is_fetched_together_and_once(pages, django_assert_num_queries):
    one_shelf, ids = Shelf(), [page.pk for page in pages]
    with django_assert_num_queries(0):
        one_shelf.want(ids)
    with django_assert_num_queries(1):
        one_shelf.get_many(ids[:1])
        one_shelf.get_many([*ids, ids[0]])
    with django_assert_num_queries(1):
        one_shelf.get_many([999_999])
        one_shelf.get_many([999_999, None])


def test_a_listing_image_comes_along(pages, django_assert_num_queries):
    (page,) = Shelf().get_many([pages[0].pk])
    with django_assert_num_queries(0):
        assert page.listing_image is None


def test_one_request_has_one_shelf_and_the_next_another(at_alder):
    shelves = []
    for _ in range(2):
        with within(Scope(Kind.PRACTICE, at_alder.practice, memory={})):
            assert shelf() is shelf()
            shelves.append(shelf())
    assert shelves[0] is not shelves[1]


def test_no_request_fetches_more_than_the_most(pages, monkeypatch):
    monkeypatch.setattr(shelf_module, "MOST_PAGES", 2)
    one_shelf = Shelf()
    with CaptureQueriesContext(connection) as queries:
        found = one_shelf.get_many([page.pk for page in pages])
    assert len(queries) == 1
    assert sum(page is not None for page in found) == 2


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<p><a linktype="page" id="3">x</a> and <a id="14" linktype="page">y</a></p>', [3, 14]),
        ('<a linktype="document" id="3">x</a>', []),
        ('<a href="/x/" id="3">x</a>', []),
        ('<a linktype="page">x</a>', []),
        ('<a linktype="page" id="x">x</a>', []),
        ('<a linktype="page" id="99999999999999999999">x</a>', []),
        ("id=3 linktype=page", []),
        ("", []),
    ],
)
def test_the_ids_in_stored_links(html, ids):
    assert linked_page_ids(html) == ids
