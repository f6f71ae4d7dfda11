"""Feeds are read back by a stranger's program and say what the pages say; what is not public is in none."""

import datetime
import json
import re

import feedparser
import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from cms.site_pages.models import PracticeSettings
from sites.scoping import in_practice
from tests.building import make_article, make_profile, make_ready_picture
from tests.cms.crowds import crowd_of_articles
from tests.conftest import reader

BASE = "http://alder.anteroom.localhost"
DAY = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)


def atom(practice, address="/feed.atom"):
    answer = reader(practice).get(address)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not feed.bozo
    return feed


def from_json(practice, address="/feed.json") -> dict:
    answer = reader(practice).get(address)
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(answer.content)


def titles(practice, address="/feed.json") -> list[str]:
    return [item["title"] for item in from_json(practice, address)["items"]]


def topic(title):
    page = TopicPage(title=title, introduction="About it.")
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    return page


def choose(practice, **fields):
    settings = PracticeSettings.objects.get(site=practice.site)
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()


@pytest.fixture
def everything(alder, birch):
    """Three articles at A of which one is behind a password, one on sleep, one by Ada; one at B."""
    with in_practice(birch.practice):
        make_article("Theirs", topics=[topic("Sleep")])
    with in_practice(alder.practice):
        sleep, ada = topic("Sleep"), make_profile("Ada Quill")
        make_article("A draft", live=False)
        hidden = make_article("Hidden", topics=[sleep], authors=[ada], published_at=DAY)
        PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
        make_article("On sleep & rest", topics=[sleep], published_at=DAY, revised_at=DAY + datetime.timedelta(days=9))
        make_article("By Ada", [{"paragraph": "Words."}], authors=[ada], published_at=DAY + datetime.timedelta(days=1))
    return alder.practice


def test_each_feed_holds_its_own_public_articles(everything):
    wanted = {
        "/feed.json": ["By Ada", "On sleep & rest"],
        "/articles/sleep/feed.json": ["On sleep & rest"],
        "/people/ada-quill/feed.json": ["By Ada"],
    }
    assert {address: titles(everything, address) for address in wanted} == wanted
    for address, names in wanted.items():
        assert [entry.title for entry in atom(everything, address.replace("json", "atom")).entries] == names


def test_where_there_is_no_feed(everything):
    nowhere = [
        "/articles/feed.atom",
        "/nothing/feed.json",
        "/articles/by-ada/feed.atom",
        "/feed.rss",
        "/articles/hidden/feed.json",
    ]
    assert {path: reader(everything).get(path).status_code for path in nowhere} == dict.fromkeys(nowhere, 404)


def test_atom_says_what_the_page_says(everything):
    feed = atom(everything)
    assert (feed.version, feed.feed.title, feed.feed.link) == ("atom10", "Alder Practice", f"{BASE}/")
    entry = feed.entries[1]
    assert entry.link.startswith(f"{BASE}/articles/on-sleep")
    assert reader(everything).get(entry.link.removeprefix(BASE)).status_code == 200
    assert (entry.published, entry.updated) == ("2026-03-01T09:00:00+00:00", "2026-03-10T09:00:00+00:00")
    assert feed.feed.updated == "2026-03-10T09:00:00+00:00"
    assert [author.name for author in feed.entries[0].authors] == ["Ada Quill"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id)


BODY = [
    {"heading": {"text": "First steps"}},
    {"paragraph": "See [another](article:another) and [home](https://elsewhere.example/)."},
    {"faq": {"items": [{"bank": "one"}, {"question": "Why <me>?", "answer": "Because."}]}},
    {"image": {"picture": "room", "alt": "A room"}},
    {"call_to_action": {"offer": "default"}},
]


def full(number: int):
    """An article with a link, a picture and a question of the bank."""
    other = make_article(f"Another {number}", published_at=DAY)
    found = {"article": other, "picture": make_ready_picture(f"Room {number}"), "bank": _entry(number)}
    return make_article(
        f"Full {number}", BODY, resolve=lambda kind, name: found[kind], authors=[make_profile(f"P {number}")]
    )


def _entry(number):
    return FaqEntry.objects.create(question=f"How long is {number}?", answer="<p>An <b>hour</b>.</p>")


def test_the_whole_article_or_its_introduction(at_alder):
    practice = at_alder.practice
    page = full(1)
    item = from_json(practice)["items"][0]
    html = item["content_html"]
    assert "How long is 1?" in html
    assert "Why &lt;me&gt;?" in html
    assert f'href="{BASE}/articles/another-1/"' in html
    assert re.search(rf'<img src="{BASE}/media/[^"]+"', html)
    assert not re.search(r'(href|src)="[/#]', html)
    assert not re.search(r"<(script|style|form|button|svg|iframe|details)|\son\w+=|Link to this", html)
    assert "Two sentences." in html
    choose(practice, feed_content="summary")
    assert from_json(practice)["items"][0]["content_html"] == f"<p>{page.introduction}</p>"
    assert atom(practice).entries[0].content[0].value == f"<p>{page.introduction}</p>"


def test_no_script_ever(at_alder):
    """Also where somebody has put one into the database past every form."""
    page = make_article("Bad")
    page.body.raw_data[0]["value"] = '<p onclick="x()">Words<script>alert(1)</script><a href="javascript:x()">y</a></p>'
    page.title = "</title><script>alert(2)</script>"
    page.save()
    text = from_json(at_alder.practice)["items"][0]["content_html"]
    assert not re.search(r"<script|onclick|javascript:", text)
    assert b"<script" not in reader(at_alder.practice).get("/feed.atom").content


def test_three_articles_cost_what_one_does(at_alder):
    costs = []
    for number in (1, 2, 3):
        full(number)
        reader(at_alder.practice).get("/feed.atom")
        caches["renditions"].clear()
        with CaptureQueriesContext(connection) as queries:
            reader(at_alder.practice).get("/feed.atom")
        costs.append(len(queries))
    assert costs == [6, 6, 6]


def test_who_has_it_already_is_told_so(everything):
    client = reader(everything)
    answer = client.get("/feed.atom")
    assert client.get("/feed.atom", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get("/feed.atom", headers={"if-modified-since": answer["Last-Modified"]}).status_code == 304
    assert client.get("/feed.atom", headers={"if-none-match": 'W/"other"'}).status_code == 200
    with in_practice(everything):
        choose(everything, feed_content="summary")
    assert client.get("/feed.atom", headers={"if-none-match": answer["ETag"]}).status_code == 200
    assert not answer.cookies


def test_an_empty_practice_has_an_empty_feed(at_alder):
    assert atom(at_alder.practice).entries == []
    assert from_json(at_alder.practice)["items"] == []


def test_the_newest_thirty(at_alder):
    crowd_of_articles(make_article("First", published_at=DAY), 40)
    assert len(titles(at_alder.practice)) == 30


def test_pages_name_their_feeds(everything):
    found = {
        address: re.findall(
            r'<link rel="alternate" type="application/atom\+xml"[^>]+href="([^"]+)"',
            reader(everything).get(address).text,
        )
        for address in ("/", "/articles/sleep/", "/people/ada-quill/")
    }
    assert found == {
        "/": ["/feed.atom"],
        "/articles/sleep/": ["/feed.atom", "/articles/sleep/feed.atom"],
        "/people/ada-quill/": ["/feed.atom", "/people/ada-quill/feed.atom"],
    }
