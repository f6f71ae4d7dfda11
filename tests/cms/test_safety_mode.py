"""Safety mode: who has it, what the page then says and does not say, and that it costs nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.articles.models import ArticleIndexPage, ArticlePage, TopicPage
from cms.articles.safety import carry_to_articles
from cms.booking.models import BookingOffer
from cms.pages.models import BasePage
from cms.site_pages.models import HomePage, StandardPage
from sites.scoping import in_practice
from tests.building import make_article, make_picture, make_profile, make_ready_picture
from tests.conftest import reader, signed_in

TITLE = "When home is not safe"
WORDS = "What is said about it"


def make_topic(title="At home", **fields) -> TopicPage:
    topic = TopicPage(title=title, **fields)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=topic)
    topic.save_revision().publish()
    return TopicPage.objects.get(pk=topic.pk)


def make_guarded(title=TITLE, blocks=None, **fields) -> ArticlePage:
    return make_article(title, blocks, listing_image=make_picture(), search_description=WORDS, safety="on", **fields)


def html_of(page, practice) -> str:
    return reader(practice).get(page.url).text


# --- who has it ---


@pytest.mark.parametrize(
    ("own", "of_topics", "has_it"),
    [
        ("topics", [], False),
        ("topics", [False], False),
        ("topics", [True], True),
        ("topics", [False, True], True),
        ("on", [], True),
        ("on", [False], True),
        ("on", [True], True),
    ],
)
def test_an_article_has_it_by_itself_or_by_any_topic(at_alder, own, of_topics, has_it):
    topics = [make_topic(f"Topic {n}", safety_mode=mode) for n, mode in enumerate(of_topics)]
    page = make_article(safety=own, topics=topics)
    assert BasePage.objects.get(pk=page.pk).in_safety_mode is has_it
    assert ("data-quick-exit" in html_of(page, at_alder.practice)) is has_it


def test_a_topic_that_changes_takes_its_articles_along_and_nobody_elses(alder, birch):
    with in_practice(birch.practice):
        theirs = make_article(topics=[make_topic()])
    with in_practice(alder.practice):
        home, work = make_topic("At home"), make_topic("Work")
        pages = {
            "of it": make_article("Of it", topics=[home]),
            "of both": make_article("Of both", topics=[home, work]),
            "by itself": make_article("By itself", topics=[home], safety="on"),
            "of the other": make_article("Of the other", topics=[work]),
        }

        def say(topic, mode):
            topic = TopicPage.objects.get(pk=topic.pk)
            topic.safety_mode = mode
            topic.save_revision().publish()
            return {name for name, page in pages.items() if BasePage.objects.get(pk=page.pk).in_safety_mode}

        assert say(home, True) == {"of it", "of both", "by itself"}
        assert say(work, True) == set(pages)
        assert say(home, False) == {"of both", "of the other", "by itself"}
        assert say(work, False) == {"by itself"}
    with in_practice(birch.practice):
        assert BasePage.objects.get(pk=theirs.pk).in_safety_mode is False


@pytest.mark.parametrize("number", [1, 3])
def test_taking_articles_along_is_one_statement(at_alder, number):
    topic = make_topic()
    for n in range(number):
        make_article(f"Article {n}", topics=[topic])
    with CaptureQueriesContext(connection) as queries:
        carry_to_articles(topic)
    assert len(queries) == 1


# --- what it says, and what not ---


def test_the_head_names_the_practice_and_not_the_article(at_alder):
    head = html_of(make_guarded(slug="a-note"), at_alder.practice).partition("</head>")[0]
    assert re.findall(r"<title>(.*?)</title>", head) == ["Alder Practice"]
    assert re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', head) == [
        ("og:type", "website"),
        ("og:title", "Alder Practice"),
        ("og:url", "http://alder.anteroom.localhost/articles/a-note/"),
        ("og:site_name", "Alder Practice"),
        ("og:locale", "en_GB"),
    ]
    assert [words for words in (TITLE, WORDS, "description", "/media/", "BlogPosting") if words in head] == []


@pytest.mark.parametrize("kind", ["atom", "json"])
def test_feeds_do_not_hold_it(at_alder, kind):
    guarded = make_guarded(slug="a-note", neutral_title="A note")
    make_article("Sleep")
    text = reader(at_alder.practice).get(f"/feed.{kind}").text
    assert [words in text for words in (TITLE, "A note", guarded.full_url, "Sleep")] == [False, False, False, True]


def test_there_is_no_handout_of_it(at_alder):
    guarded, ordinary = make_guarded(), make_article("Sleep")
    answers = [reader(at_alder.practice).get(f"{page.url}handout/").status_code for page in (guarded, ordinary)]
    assert answers == [404, 200]
    assert ["handout/" in html_of(page, at_alder.practice) for page in (guarded, ordinary)] == [False, True]


def test_a_neutral_title_of_its_own(at_alder):
    head = html_of(make_guarded(neutral_title="A note"), at_alder.practice).partition("</head>")[0]
    assert re.findall(r"<title>(.*?)</title>|og:title\" content=\"(.*?)\"", head) == [("A note", ""), ("", "A note")]


def test_an_ordinary_article_keeps_its_title(at_alder):
    head = html_of(make_article("Sleep", neutral_title="A note"), at_alder.practice).partition("</head>")[0]
    assert "<title>Sleep · Alder Practice</title>" in head
    assert "quick_exit.js" not in head


def test_the_way_out_is_a_link_after_the_skip_link(at_alder):
    body = html_of(make_guarded(), at_alder.practice).partition("<body>")[2]
    first, second = re.findall(r"<a [^>]*>", body)[:2]
    assert "skip-link" in first
    assert 'href="https://www.metoffice.gov.uk/"' in second
    assert 'rel="noopener noreferrer"' in second


def test_the_installation_decides_where_the_way_out_leads(at_alder, settings):
    settings.QUICK_EXIT_URL = "https://news.example/"
    assert 'href="https://news.example/" rel="noopener noreferrer" data-quick-exit' in html_of(
        make_guarded(), at_alder.practice
    )


def test_help_stands_once_and_first_with_the_articles_own_words(at_alder):
    blocks = [{"paragraph": "First words."}, {"crisis_help": {"introduction": "Ring before you read."}}]
    main = html_of(make_guarded(blocks=blocks), at_alder.practice).partition("<main")[2].partition("</main>")[0]
    assert main.count("Help at once</p>") == 1
    assert main.index("Ring before you read.") < main.index("First words.")
    assert main.count("Leaving quickly does not clear your browser’s history") == 1
    assert "<img" not in main


def test_nothing_is_sold(at_alder):
    BookingOffer.objects.update(name="Buy this")
    blocks = [{"call_to_action": {"offer": "default", "heading": "Come by"}}, {"paragraph": "Words."}]
    pages = [make_guarded(blocks=blocks), make_guarded("Another"), make_article("Ordinary", blocks)]
    sold = [re.findall("Come by|Buy this", html_of(page, at_alder.practice)) for page in pages]
    assert [bool(words) for words in sold] == [False, False, True]


def test_its_picture_is_in_no_list(at_alder):
    page = make_guarded()
    other = make_article("Other", [{"related_articles": {"articles": ["x"]}}], resolve=lambda kind, name: page)
    for address in ("/", "/articles/", other.url):
        html = reader(at_alder.practice).get(address).text
        assert (TITLE in html, "<img" in html) == (True, False), address


@pytest.mark.parametrize("kind", ["article", "topic", "standing page"])
def test_no_cache_keeps_it(at_alder, kind):
    if kind == "article":
        page = make_guarded()
    elif kind == "topic":
        page = make_topic(safety_mode=True)
    else:
        page = HomePage.objects.get().add_child(
            instance=StandardPage(title="When somebody is afraid", safety_mode=True)
        )
    response = reader(at_alder.practice).get(page.url)
    assert response.headers["Cache-Control"] == "no-store"
    assert "<title>Alder Practice</title>" in response.text
    assert response.text.count("Help at once</p>") == 1 + 1  # the page's own, and the footer's
    assert "Cache-Control" not in reader(at_alder.practice).get("/articles/").headers


def test_it_costs_no_query_more(at_alder):
    fields = {"authors": [make_profile("Ada Quill")], "topics": [make_topic()], "listing_image": make_ready_picture()}
    counts = []
    for page in (make_article("Ordinary", **fields), make_article(TITLE, safety="on", **fields)):
        reader(at_alder.practice).get(page.url)
        with CaptureQueriesContext(connection) as queries:
            reader(at_alder.practice).get(page.url)
        counts.append(len(queries))
    assert counts == [7, 6]  # without offers there is no question about them


# --- what the people of the practice see ---


def test_the_editor_says_why_and_the_list_shows_it(alder):
    with in_practice(alder.practice):
        guarded = make_guarded(topics=[make_topic("At home", safety_mode=True)])
        ordinary = make_article("Ordinary")
        index = guarded.get_parent().pk
    browser = signed_in(alder.editor, alder.practice)
    words = browser.get(f"/admin/pages/{guarded.pk}/edit/").text
    assert "This article is in safety mode" in words
    assert "it is switched on for this article" in words
    assert "its topic “At home” asks for it" in words
    assert "This article is in safety mode" not in browser.get(f"/admin/pages/{ordinary.pk}/edit/").text
    assert browser.get(f"/admin/pages/{index}/").text.count(">On</span>") == 2  # the topic and the article


def test_the_preview_shows_what_is_chosen_and_not_yet_saved(alder):
    with in_practice(alder.practice):
        page = make_article(TITLE)
        page.safety = "on"
        page.save_revision()
        shown = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        html = shown.make_preview_request(preview_mode="").rendered_content
    assert "data-quick-exit" in html
