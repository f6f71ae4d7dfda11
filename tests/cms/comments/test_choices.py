"""Off, on, or on until days have gone by: the practice's word, a topic's, an article's; and that it holds at once."""

from itertools import product

import pytest

from cms.articles.models import ArticleIndexPage, ArticlePage, TopicPage
from cms.comments.carrying import effective
from cms.comments.models import CommentSettings
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader, signed_in

from .conftest import choose

ALL = ("off", "on", "closing")
# article, topics, practice: what counts. The article's word stands before its topics', the strictest of them before
# the practice's.
TABLE = [
    *((article, [topic], practice, article) for article, topic, practice in product(ALL, ["", *ALL], ALL)),
    *(("", [topic], practice, topic) for topic, practice in product(ALL, ALL)),
    *(("", topics, practice, practice) for topics, practice in product([[], [""], ["", ""]], ALL)),
    *(("", ["on", "off"], practice, "off") for practice in ALL),
    *(("", ["on", "closing"], practice, "closing") for practice in ALL),
    *(("", ["", "on"], practice, "on") for practice in ALL),
    *(("", ["closing", "off", "on"], practice, "off") for practice in ALL),
]
DAYS = {"off": None, "on": 0, "closing": 14}


@pytest.mark.parametrize(("article", "topics", "practice", "counts"), TABLE)
def test_whose_word_counts(article, topics, practice, counts):
    assert effective(article, topics, practice) == counts


def make_topic(title, comments="") -> TopicPage:
    topic = TopicPage(title=title, comments=comments)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=topic)
    return topic


def days_of(page):
    return ArticlePage.objects.get(pk=page.pk).comment_days


def test_the_stored_days_follow_every_change_at_once_and_agree_with_the_table(alder, birch):
    with in_practice(birch.practice):
        theirs = make_article()
    with in_practice(alder.practice):
        topics = {choice: make_topic(f"Topic {choice}", choice) for choice in ("", *ALL)}
        cells = [
            (article, pair) for article in ("", *ALL) for pair in ([], [""], ["on"], ["on", "off"], ["closing", "on"])
        ]
        pages = [
            make_article(f"{n}", comments=own, topics=[topics[key] for key in pair])
            for n, (own, pair) in enumerate(cells)
        ]
    for practice in ALL:
        choose(alder.practice, comments=practice, close_days=14)
        with in_practice(alder.practice):
            found = [days_of(page) for page in pages]
            assert found == [DAYS[effective(own, pair, practice)] for own, pair in cells]
            pages[0].save()  # one by one they come to the same
            assert days_of(pages[0]) == DAYS[practice]
    with in_practice(birch.practice):
        assert days_of(theirs) is None


def test_a_topics_change_reaches_its_articles_at_once(alder):
    choose(alder.practice, comments="on")
    with in_practice(alder.practice):
        topic = make_topic("Sleep")
        page, other = make_article("Of it", topics=[topic]), make_article("Of none")
        topic.comments = "off"
        topic.save()
        assert (days_of(page), days_of(other)) == (None, 0)


def test_an_older_revision_does_not_bring_its_days_back(alder):
    with in_practice(alder.practice):
        page = make_article()
        revision = page.save_revision()
    choose(alder.practice, comments="on")
    with in_practice(alder.practice):
        revision.publish()
        assert days_of(page) == 0


def test_off_is_how_a_practice_begins_and_the_owner_switches_it_on(alder):
    with in_practice(alder.practice):
        page = make_article()
    assert 'id="comments"' not in reader(alder.practice).get(page.url).text
    data = {"comments": "closing", "close_days": 14, "keep_days": 7, "house_rules": "Be kind.\u202e"}
    editor, owner = (signed_in(person, alder.practice) for person in (alder.editor, alder.owner))
    editor.post("/admin/comments/settings/", data)
    with in_practice(alder.practice):
        assert CommentSettings.objects.count() == 0
    owner.post("/admin/comments/settings/", data)
    with in_practice(alder.practice):
        assert days_of(page) == 14
    assert 'id="comments"' in reader(alder.practice).get(page.url).text
    about = reader(alder.practice).get("/comments/about/").text
    assert ("<p>Be kind.</p>" in about, "is deleted 7 days after" in about) == (True, True)
    answer = owner.post("/admin/comments/settings/", {**data, "keep_days": 0})
    assert "One day at least." in answer.text


def test_the_privacy_page_says_what_is_kept_when_comments_are_on_and_only_then(alder, birch):
    with in_practice(alder.practice):
        make_article()
    sentence = "A comment that you write below an article"
    assert sentence not in reader(alder.practice).get("/privacy/").text
    choose(alder.practice, comments="on", keep_days=9)
    page = reader(alder.practice).get("/privacy/").text
    assert (sentence in page, "it is deleted 9 days later" in page) == (True, True)
    assert sentence not in reader(birch.practice).get("/privacy/").text
