"""Related articles: near in topic and words; never itself, never twice, never withdrawn, never another practice's."""

import re

import pytest

from cms.articles.models import ArticleIndexPage, ArticlePage, TopicPage
from cms.articles.related import cosine, near, update_nearby, vectors
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader

PANIC = "Panic attacks bring racing hearts, breathing trouble, sudden dread and avoidance."
GRIEF = "Grief after bereavement brings mourning, funerals, loneliness and memories."
MONEY = "Quarrels about household money, budgets, spending, salaries and savings."


def make_topic(title) -> TopicPage:
    page = TopicPage(title=title)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    return page


def article(title, words, **fields) -> ArticlePage:
    return make_article(title, [{"paragraph": words}, {"related_articles": {"articles": []}}], **fields)


def settle(*pages):
    """What the background task does after publishing."""
    for page in pages:
        update_nearby.call(page.practice_id, page.pk)


def stored(page) -> list[str]:
    ids = ArticlePage.objects.get(pk=page.pk).nearby_ids
    titles = dict(ArticlePage.objects.values_list("pk", "title"))
    return [titles.get(pk) for pk in ids]


def shown(page, practice) -> list[str]:
    html = reader(practice).get(page.url).text
    related = re.search(r'<div class="related">(.*?)\n</div>\n', html, re.S)
    return re.findall(r'class="card-title[^"]*"><a href="[^"]+">([^<]+)<', html) if related else []


# --- nearness ---


def test_texts_with_the_same_words_are_nearest():
    weighed = vectors({1: PANIC, 2: PANIC + " Exposure helps.", 3: GRIEF, 4: MONEY})
    assert near(1, weighed, {pk: set() for pk in weighed})[0] == 2
    assert cosine(weighed[1], weighed[1]) == pytest.approx(1)
    assert cosine(weighed[1], weighed[3]) < cosine(weighed[1], weighed[2])


def test_a_shared_topic_brings_texts_nearer():
    weighed = vectors({1: PANIC, 2: GRIEF, 3: MONEY})
    assert near(1, weighed, {1: {7}, 2: set(), 3: {7}})[0] == 3
    assert near(1, weighed, {1: {7}, 2: {7}, 3: set()})[0] == 2


def test_equally_near_texts_come_in_the_order_of_their_ids():
    weighed = vectors(dict.fromkeys((9, 4, 7, 2), PANIC))
    assert near(4, weighed, {pk: set() for pk in weighed}) == [2, 7, 9]


@pytest.mark.parametrize("text", ["", "a an of", "…"])
def test_an_empty_text_is_near_to_nothing_and_breaks_nothing(text):
    weighed = vectors({1: text, 2: PANIC})
    assert cosine(weighed[1], weighed[2]) == 0
    assert near(1, weighed, {1: set(), 2: set()}) == [2]


# --- stored after publishing ---


def test_neighbours_are_stored_once_an_article_is_published(at_alder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = article("Panic at work", PANIC)
        article("The money row", MONEY)
        last = article("Panic at home", PANIC)
    assert stored(last)[0] == "Panic at work"
    assert stored(first)[0] == "Panic at home"


def test_a_draft_asks_for_no_neighbours(at_alder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article("Panic at work", PANIC)
        draft = article("Panic at home", PANIC, live=False)
    assert stored(draft) == []


def test_what_is_stored_leaves_out_itself_drafts_and_other_practices(alder, birch):
    with in_practice(birch.practice):
        article("Birch on panic", PANIC)
    with in_practice(alder.practice):
        own, other = article("Panic at work", PANIC), article("The money row", MONEY)
        article("A draft on panic", PANIC, live=False)
        settle(own)
        assert stored(own) == ["The money row"]
        assert stored(other) == ["Panic at work"]


def test_topics_count_in_what_is_stored(at_alder):
    topic = make_topic("Work")
    own = article("Panic at work", PANIC, topics=[topic])
    article("On grief", GRIEF)
    article("The money row", MONEY, topics=[topic])
    settle(own)
    assert stored(own) == ["The money row", "On grief"]


# --- what a reader sees ---


@pytest.fixture
def four(at_alder):
    pages = [article(title, PANIC) for title in ("One", "Two", "Three", "Four")]
    settle(*pages)
    return pages


def test_three_are_shown_and_never_itself(at_alder, four):
    assert shown(four[0], at_alder.practice) == ["Two", "Three", "Four"]
    assert shown(four[1], at_alder.practice) == ["One", "Three", "Four"]


def test_the_order_is_the_same_every_time(at_alder, four):
    assert len({tuple(shown(four[0], at_alder.practice)) for _ in range(3)}) == 1


def test_a_withdrawn_article_disappears_at_once(at_alder, four):
    four[1].unpublish()
    assert shown(four[0], at_alder.practice) == ["Three", "Four"]
    ArticlePage.objects.get(pk=four[2].pk).delete()
    assert shown(four[0], at_alder.practice) == ["Four"]


def related(*pages, **fields) -> dict:
    return {"related_articles": {"articles": [page.slug for page in pages], **fields}}


def choosing(four, *blocks, title="Five"):
    by_slug = {page.slug: page for page in four}
    page = make_article(title, [{"paragraph": PANIC}, *blocks], resolve=lambda kind, name: by_slug[name])
    settle(page)
    return page


@pytest.mark.parametrize(
    ("chosen", "fill_up", "seen"),
    [
        ([3], True, ["Four", "One", "Two"]),
        ([3, 0], True, ["Four", "One", "Two"]),
        ([3, 2, 1, 0], True, ["Four", "Three", "Two", "One"]),
        ([3], False, ["Four"]),
        ([], False, []),
    ],
)
def test_chosen_by_hand_come_first(at_alder, four, chosen, fill_up, seen):
    page = choosing(four, related(*(four[index] for index in chosen), fill_up=fill_up))
    assert shown(page, at_alder.practice) == seen


def test_two_blocks_on_a_page_show_nothing_twice(at_alder, four):
    page = choosing(four, related(four[0]), related(four[0], four[3]))
    assert shown(page, at_alder.practice) == ["One", "Two", "Three", "Four"]


def test_a_chosen_article_that_is_withdrawn_leaves_its_place_to_the_next(at_alder, four):
    page = choosing(four, related(four[3]))
    four[3].unpublish()
    assert shown(page, at_alder.practice) == ["One", "Two", "Three"]


def test_an_article_that_chooses_itself_is_not_shown_to_itself(at_alder, four):
    page = choosing(four, related())
    page.body.raw_data[1]["value"]["articles"] = [{"type": "item", "value": page.pk, "id": "x"}]
    page.save_revision().publish()
    settle(page)
    assert shown(page, at_alder.practice) == ["One", "Two", "Three"]
