"""What a page costs: a fixed number of queries, whatever it holds and however many there are."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.articles.related import update_nearby
from cms.media.renditions import sources
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.building import make_article, make_picture, make_profile
from tests.cms.crowds import crowd_of_articles, crowd_of_practices
from tests.cms.sample_blocks import EVERY_BLOCK, things_to_name
from tests.conftest import reader

ARTICLE = 12
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def cost(practice, address: str) -> list[str]:
    """The queries of one view. The one before it fills what a process keeps: content types, templates."""
    assert reader(practice).get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert reader(practice).get(address).status_code == 200
    return [query["sql"] for query in queries]


def assert_costs(practice, address: str, number: int):
    queries = cost(practice, address)
    assert len(queries) == number, "\n".join(f"{n}. {sql[:300]}" for n, sql in enumerate(queries, 1))


def picture(title="A quiet room"):
    """With all its sizes, as they are made at upload."""
    made = make_picture(title)
    sources(made)
    return made


def topic(title):
    page = TopicPage(title=title)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    return page


def full_article(blocks, resolve=None):
    """With authors, topics, a picture, two neighbours and what is near."""
    ada, ben = (make_profile(name, listing_image=picture(name)) for name in ("Ada Quill", "Ben Oak"))
    make_article("Earlier", published_at=NOW - datetime.timedelta(days=1), listing_image=picture("Earlier"))
    page = make_article(
        blocks=blocks,
        resolve=resolve,
        authors=[ada, ben],
        topics=[topic("Sleep"), topic("Work")],
        listing_image=picture("Hero"),
        published_at=NOW,
    )
    make_article("Later", published_at=NOW + datetime.timedelta(days=1), listing_image=picture("Later"))
    update_nearby.call(page.practice_id, page.pk)
    return page


PARAGRAPH = [{"paragraph": "Some words."}]


def thirty_blocks():
    """Every kind of block, and more: links, pictures, bank entries, related articles, offers."""
    named = things_to_name()
    sources(named.made["picture", "room"])
    many = [{name: neutral} for name, neutral, _ in EVERY_BLOCK]
    many += [{"paragraph": "See [another](article:another)."}] * 4
    many += [
        block for block in many if next(iter(block)) in ("image", "video", "faq", "related_articles", "call_to_action")
    ]
    many += [block for block in many if next(iter(block)) in ("image", "faq")][:3]
    assert len(many) == 30
    return many, named.resolve


def test_an_article_of_one_block(at_alder):
    assert_costs(at_alder.practice, full_article(PARAGRAPH).url, ARTICLE)


def test_an_article_of_thirty_blocks(at_alder):
    assert_costs(at_alder.practice, full_article(*thirty_blocks()).url, ARTICLE)


@pytest.mark.parametrize("number", [0, 297])
def test_an_article_among_3_and_300(at_alder, number):
    page = full_article(PARAGRAPH)
    crowd_of_articles(page, number)
    assert_costs(at_alder.practice, page.url, ARTICLE)


@pytest.mark.parametrize("number", [3, 498])
def test_an_article_among_5_and_500_practices(alder, birch, number):
    crowd_of_practices(number)
    with in_practice(alder.practice):
        page = full_article(PARAGRAPH)
    assert_costs(alder.practice, page.url, ARTICLE)
