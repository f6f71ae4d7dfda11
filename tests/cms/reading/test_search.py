"""Search within a practice: what is found, in which order, how it is shown; what nobody may find is not."""

import datetime
import re
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.articles.models import ArticleIndexPage, ArticlePage, TopicPage
from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from cms.reading.indexing import index_page, index_questions
from cms.reading.models import Findable
from cms.reading.words import cleaned, marked, snippet, stem, terms_of
from cms.site_pages.models import ServiceIndexPage, ServicePage
from sites.scoping import in_practice, scope_of_command
from tests.building import make_article, make_profile
from tests.conftest import reader

DAY = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
QUESTION = {"faq": {"items": [{"question": "Is panic dangerous?", "answer": "No. It <i>passes</i>."}]}}


def settle(practice):
    """What the background tasks do after each save."""
    with in_practice(practice):
        for page in BasePage.objects.filter(depth__gt=1):
            index_page.call(practice.pk, page.pk)


def asked(practice, query: str):
    return reader(practice).get(f"/search/?q={query}")


def found(practice, query: str) -> list[str]:
    html = asked(practice, query).text
    titles = re.findall(r'<h2 class="result-title"><a href="[^"]+">(.*?)</a>', html)
    return [re.sub(r"</?mark>", "", title) for title in titles]


@pytest.fixture
def practice(alder, birch):
    """Something of every kind about panic at A, some of it hidden; one article at B."""
    with in_practice(birch.practice):
        make_article("Panic at Birch")
    with in_practice(alder.practice):
        topic = TopicPage(title="Panic and dread", introduction="All about it.")
        BasePage.objects.type(ArticleIndexPage).get().add_child(instance=topic)
        make_article("Breathing", [{"paragraph": "Helps when panicking at night."}, QUESTION], published_at=DAY)
        make_article("Panic attacks", [{"paragraph": "What they are."}], published_at=DAY)
        make_article("A panic draft", live=False)
        hidden = make_article("Hidden panic", [QUESTION])
        PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
        make_article("Withdrawn panic").unpublish()
        make_profile("Ada Quill", interests="Panic\nSleep")
        service = ServicePage(title="Help with panic", live=True)
        BasePage.objects.type(ServiceIndexPage).get().add_child(instance=service)
    settle(alder.practice)
    settle(birch.practice)
    return alder.practice


ALL = {"Panic attacks", "Help with panic", "Panic and dread", "Is panic dangerous?", "Breathing", "Ada Quill"}


def test_everything_public_is_found_and_titles_come_first(practice):
    titles = found(practice, "panic")
    assert set(titles) == ALL
    assert set(titles[:4]) == {"Panic attacks", "Help with panic", "Panic and dread", "Is panic dangerous?"}


def test_a_question_leads_to_its_place(practice):
    html = asked(practice, "dangerous").text
    address = re.search(r'<a href="(/articles/breathing/#[^"]+)"', html).group(1)
    assert f'id="{address.partition("#")[2]}"' in reader(practice).get("/articles/breathing/").text


QUERIES = {
    "panics": ALL,  # another form of the word
    "PANIC": ALL,
    "panic night": {"Breathing"},
    "birch": set(),
    "draft": set(),
    "hidden": set(),
    "withdrawn": set(),
    "breathign": {"Breathing"},  # typos
    "attakcs": {"Panic attacks"},
    "panic zebra": ALL,  # nothing has both
    "%": set(),
    "_____": set(),
    "' OR 1=1 --": set(),
    "' & | ! ( ) : * <->": set(),
    "\\": set(),
    "\x00panic": ALL,
    "🌊": set(),
    "quill": {"Ada Quill"},
}


def test_what_is_found_for_what_is_typed(practice):
    assert {query: set(found(practice, quote(query, safe=""))) for query in QUERIES} == QUERIES


def test_words_are_escaped_before_they_are_marked(practice):
    with in_practice(practice):
        page = make_article("Panic <b>&amp;</b> script", [{"paragraph": "panic <script>alert(1)</script> panic"}])
        index_page.call(practice.pk, page.pk)
    html = asked(practice, "script").text
    assert "<mark>Panic</mark>" not in html
    assert "Panic &lt;b&gt;&amp;amp;&lt;/b&gt; <mark>script</mark>" in html
    assert "<script>alert" not in html
    assert 'value="&quot;&gt;&lt;script&gt;"' in asked(practice, '"><script>').text


def test_empty_short_and_long_input_get_a_sentence(practice):
    sentence = re.compile(r'class="search-trouble"[^>]*>([^<]+)<')
    told = {query: sentence.findall(asked(practice, query).text) for query in ("", "++", "a", "…", "x" * 101)}
    short = ["Write at least one word of 2 letters or more."]
    assert told == {
        "": [],
        "++": [],
        "a": short,
        "…": short,
        "x" * 101: ["That is more than 100 letters. Use a few words that say what you are looking for."],
    }
    nothing = asked(practice, "zebra").text
    assert "Nothing here has these words." in nothing
    assert 'welcome to ask us: <a href="tel:' in nothing


def test_nothing_is_kept_of_a_search(practice):
    answer = asked(practice, "panic")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert not answer.cookies
    with CaptureQueriesContext(connection) as queries:
        asked(practice, "panic")
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_three_results_cost_what_one_does(practice):
    costs = {}
    asked(practice, "anything")  # a process looks kinds of content up once
    for query in ("quill", "panic"):
        with CaptureQueriesContext(connection) as queries:
            asked(practice, query)
        costs[query] = len(queries)
    assert costs == {"quill": 4, "panic": 4}


def test_pages_of_ten(practice):
    with in_practice(practice):
        for number in range(23):
            index_page.call(practice.pk, make_article(f"Zebra {number}").pk)
    assert [len(found(practice, f"zebra&page={page}")) for page in (1, 2, 3, 4, "x")] == [10, 10, 3, 3, 10]
    assert "23 results, page 2 of 3" in asked(practice, "zebra&page=2").text


def test_what_changes_is_found_by_its_new_words(practice):
    with in_practice(practice):
        page = ArticlePage.objects.get(title="Breathing")
        page.title = "Giraffes"
        page.save_revision().publish()
        index_page.call(practice.pk, page.pk)
        assert found(practice, "giraffes") == ["Giraffes"]
        page.delete()
        assert found(practice, "giraffes") == []
        assert Findable.objects.filter(page=page.pk).count() == 0


def test_a_save_asks_for_the_index_and_a_bank_entry_for_its_articles(at_alder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = FaqEntry.objects.create(question="How long?", answer="<p>An hour.</p>")
        make_article("Times", [{"faq": {"items": [{"bank": "x"}]}}], resolve=lambda kind, name: entry)
    assert set(found(at_alder.practice, "hour")) == {"How long?", "Times"}
    with django_capture_on_commit_callbacks(execute=True):
        entry.answer = "<p>A fortnight.</p>"
        entry.save()
    assert found(at_alder.practice, "fortnight") == ["How long?"]
    index_questions.call(at_alder.practice.pk)
    assert found(at_alder.practice, "fortnight") == ["How long?"]


# --- words ---


def test_words_of_a_reader():
    assert cleaned("  a\x00b\n c\u202e ") == "a b c"
    assert terms_of("Sleep, sleep and “Grief”; x") == ["sleep", "and", "grief"]
    assert len(terms_of(" ".join(f"w{number}" for number in range(50)))) == 8
    assert [stem(word) for word in ("sleeping", "sleeps", "worries", "worry", "red")] == [
        "sleep",
        "sleep",
        "worr",
        "worr",
        "red",
    ]


def test_a_snippet_is_short_and_around_the_word():
    text = "Begin here. " + "word " * 100 + "the zebra stands " + "word " * 100
    piece = snippet(text, ["zebra"])
    assert len(piece) < 240
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert "<mark>zebra</mark>" in marked(piece, ["zebra"])
    assert snippet("", ["zebra"]) == ""
    assert snippet("A heading\nThe text", []) == "A heading. The text."


def test_one_command_prepares_what_was_there_before(at_alder):
    make_article("Old zebra")
    assert found(at_alder.practice, "zebra") == []
    with scope_of_command("prepare_reading"):
        call_command("prepare_reading", stdout=StringIO())
    assert found(at_alder.practice, "zebra") == ["Old zebra"]
    assert ArticlePage.objects.get().card.endswith(".png")
