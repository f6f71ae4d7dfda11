"""A body's blocks together: headings in order, addresses that stay, links expanded once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamBlockValidationError

from cms.articles.blocks import PageBodyBlock
from cms.articles.models import ArticlePage
from cms.blocks.body import headings
from cms.blocks.templatetags.outline import outline
from sites.scoping import Kind, Scope, in_practice, within
from tests.building import make_article
from tests.cms.sample_blocks import body_of, drawn


def with_headings(*levels_and_texts):
    return body_of([{"heading": {"level": level, "text": text}} for level, text in levels_and_texts])


def anchors(body) -> list[str]:
    return [child.value["anchor"] for child in body if child.block_type == "heading"]


# --- headings ---


@pytest.mark.parametrize(
    ("levels", "wrong"),
    [
        ([2, 3, 4, 2, 3], {}),
        ([2, 2, 2], {}),
        ([2, 3, 4, 3, 4], {}),
        ([3], {0: "after level 1 comes at most level 2"}),
        ([2, 4], {1: "after level 2 comes at most level 3"}),
        ([2, 3, 2, 4], {3: "after level 2 comes at most level 3"}),
        ([4, 2, 4], {0: "after level 1 comes at most level 2", 2: "after level 2 comes at most level 3"}),
    ],
)
def test_a_heading_that_skips_a_level_is_refused_at_its_own_field(levels, wrong):
    body = with_headings(*((level, f"Part {index}") for index, level in enumerate(levels)))
    found = {}
    try:
        PageBodyBlock().clean(body)
    except StreamBlockValidationError as error:
        for index, at_block in error.block_errors.items():
            assert list(at_block.block_errors) == ["level"]
            found[index] = at_block.block_errors["level"].messages[0]
    assert {index: wrong.get(index, "") in message and message for index, message in found.items()} == found
    assert list(found) == list(wrong)


def test_a_heading_counts_whatever_stands_between():
    blocks = [{"heading": {"level": 2, "text": "One"}}, {"paragraph": "x"}, {"heading": {"level": 4, "text": "Two"}}]
    with pytest.raises(StreamBlockValidationError) as refused:
        PageBodyBlock().clean(body_of(blocks))
    assert list(refused.value.block_errors) == [2]


def test_an_address_is_made_from_the_words_once():
    body = with_headings((2, "x"))
    body[0].value.update(text="What you can do", anchor="")
    cleaned = PageBodyBlock().clean(body)
    assert anchors(cleaned) == ["what-you-can-do"]
    cleaned[0].value["text"] = "What anybody can do"
    assert anchors(PageBodyBlock().clean(cleaned)) == ["what-you-can-do"]


def test_equal_headings_get_addresses_of_their_own():
    body = with_headings((2, "Why"), (2, "How"), (2, "Why"), (2, "Why"))
    for child in body:
        child.value["anchor"] = ""
    once = PageBodyBlock().clean(body)
    assert anchors(once) == ["why", "how", "why-2", "why-3"]
    assert anchors(PageBodyBlock().clean(once)) == ["why", "how", "why-2", "why-3"]


def test_a_numbered_address_does_not_meet_one_that_is_there():
    assert anchors(with_headings((2, "Why"), (2, "Why 2"), (2, "Why"))) == ["why", "why-2", "why-3"]


def test_a_new_heading_does_not_take_the_address_of_an_old_one():
    body = with_headings((2, "How"), (2, "Why"))
    body[0].value.update(text="Why", anchor="")
    assert anchors(PageBodyBlock().clean(body)) == ["why-2", "why"]


def test_every_address_of_a_page_is_there_once(at_alder):
    ask = {"faq": {"items": [{"question": "Why?", "answer": "So."}, {"question": "Why?", "answer": "Because."}]}}
    html = drawn(body_of([{"heading": {"level": 2, "text": "Why"}}, ask, ask, {"heading": {"text": "Main"}}]))
    assert re.findall(r' id="([^"]+)"', html) == ["why", "why-2", "why-3", "why-4", "why-5", "main-2"]


def test_a_long_address_is_cut_between_words():
    words = "When one of you wants to talk about everything and the other about nothing at all"
    assert anchors(with_headings((2, words))) == ["when-one-of-you-wants-to-talk-about-everything-and-the"]


@pytest.mark.parametrize(("words", "anchor"), [("Où commencer?", "ou-commencer"), ("“…?!”", "part"), ("始め", "part")])
def test_every_heading_gets_an_address(words, anchor):
    assert anchors(with_headings((2, words))) == [anchor]


def test_the_contents_list_is_a_tree_of_the_headings():
    listed = outline(headings(with_headings((2, "One"), (3, "One a"), (3, "One b"), (2, "Two"))))
    assert [(entry["text"], [part["anchor"] for part in entry["parts"]]) for entry in listed] == [
        ("One", ["one-a", "one-b"]),
        ("Two", []),
    ]


# --- links ---


def link_to(page) -> dict:
    return {"paragraph": f"Read [about {page.slug}](article:{page.slug}), please."}


@pytest.mark.parametrize("paragraphs", [1, 30])
def test_links_cost_one_query_however_many_there_are(at_alder, paragraphs):
    pages = [make_article(f"Article {number}") for number in range(3)]
    by_slug = {page.slug: page for page in pages}
    body = body_of([link_to(pages[n % 3]) for n in range(paragraphs)], lambda kind, name: by_slug[name])
    with within(Scope(Kind.PRACTICE, at_alder.practice, memory={})), CaptureQueriesContext(connection) as queries:
        html = drawn(body)
    assert html.count('<a href="/articles/article-') == paragraphs
    assert len(queries) == 1, [query["sql"] for query in queries]


def test_the_words_stay_where_a_link_has_lost_its_page(alder, birch):
    with in_practice(birch.practice):
        theirs = make_article("Theirs")
    with in_practice(alder.practice):
        kept, draft, gone = make_article("Kept"), make_article("Draft", live=False), make_article("Gone")
        pages = {page.slug: page for page in (kept, draft, gone, theirs)}
        body = body_of([link_to(page) for page in pages.values()], lambda kind, name: pages[name])
        ArticlePage.objects.get(pk=gone.pk).delete()
        html = drawn(body)
    assert html.count("href=") == 1
    assert '<a href="/articles/kept/">about kept</a>' in html
    for slug in ("draft", "gone", "theirs"):
        assert f"Read <a>about {slug}</a>, please." in html
