"""What a page costs: a fixed number of queries, whatever it holds and however many there are."""

import datetime
import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.articles.models import ArticleIndexPage, ArticlePage, TopicPage
from cms.articles.neutral import to_stream
from cms.articles.related import update_nearby
from cms.media.making import make_sizes
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from cms.people.models import Credential
from cms.site_pages.models import HomePage, ServiceIndexPage, ServicePage
from sites.models import Practice
from sites.scoping import in_practice
from tests.building import make_article, make_offer, make_profile, make_ready_picture
from tests.cms.comments.conftest import written
from tests.cms.crowds import crowd_of_articles, crowd_of_practices
from tests.cms.sample_blocks import EVERY_BLOCK, things_to_name
from tests.conftest import reader

# The view of an article, with pictures in its text or questions from the bank, with both, and with comments as well.
PLAIN, WITH_MORE, WITH_BOTH, WITH_COMMENTS = 7, 8, 9, 10
COSTS = {
    "/": 8,
    "/articles/": 10,
    "/articles/?topic=sleep&author=person-0": 10,
    "/articles/sleep/": 6,
    "/people/": 5,
    "/people/person-0/": 9,
    "/services/": 5,
    "/services/service-0/": 5,
    "/contact/": 5,
    "/privacy/": 5,
    "/book/offer-0/": 4,
    "/articles/article-0/handout/": 6,
}
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
A_DAY = datetime.timedelta(days=1)


def cost(practice, address: str) -> list[str]:
    """The queries of one uncached view, in short. The view before it fills what a process keeps: content types."""
    assert reader(practice).get(address).status_code == 200
    caches["renditions"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert reader(practice).get(address).status_code == 200
    return [re.sub(r"SELECT .*? FROM", "FROM", query["sql"])[:200] for query in queries]


def assert_costs(practice, address: str, number: int, what=""):
    queries = cost(practice, address)
    listed = "\n".join(f"{place}. {sql}" for place, sql in enumerate(queries, 1))
    assert len(queries) == number, f"{what or address}\n{listed}"


def picture(title="A quiet room"):
    """With all its sizes, as they are made at upload."""
    return make_ready_picture(title)


def topic(title):
    page = TopicPage(title=title)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    return page


def full_article(blocks, resolve=None):
    """With authors, topics, a picture, two neighbours and what is near."""
    ada, ben = (make_profile(name, listing_image=picture(name)) for name in ("Ada Quill", "Ben Oak"))
    make_article("Earlier", published_at=NOW - A_DAY, listing_image=picture("Earlier"))
    page = make_article(
        blocks=blocks,
        resolve=resolve,
        authors=[ada, ben],
        topics=[topic("Sleep"), topic("Work")],
        listing_image=picture("Hero"),
        published_at=NOW,
    )
    make_article("Later", published_at=NOW + A_DAY, listing_image=picture("Later"))
    update_nearby.call(page.practice_id, page.pk)
    return page


def full_of(page, blocks, resolve):
    page = ArticlePage.objects.get(pk=page.pk)
    page.body = to_stream(blocks, resolve)
    page.save_revision().publish()


def named():
    things = things_to_name()
    for made in things.made.values():
        if isinstance(made, ArticlePage):
            make_sizes(made.listing_image)
        elif isinstance(made, PracticeImage):
            make_sizes(made)
    return things


def test_thirty_blocks_of_a_kind_cost_what_one_does(at_alder):
    resolve = named().resolve
    page = full_article([], resolve)
    for name, neutral, _ in EVERY_BLOCK:
        for blocks in ([{name: neutral}], [{name: neutral}] * 30):
            full_of(page, blocks, resolve)
            number = WITH_MORE if name in ("faq", "image", "video") else PLAIN
            assert_costs(at_alder.practice, page.url, number, f"{len(blocks)} {name}")


EVERYTHING = [{name: neutral} for name, neutral, _ in EVERY_BLOCK]
LINKS = [{"paragraph": "See [another](article:another)."}]


@pytest.mark.parametrize("blocks", [EVERYTHING, (EVERYTHING + LINKS * 12), EVERYTHING * 4], ids=len)
def test_an_article_of_everything(at_alder, blocks):
    assert_costs(at_alder.practice, full_article(blocks, named().resolve).url, WITH_BOTH)


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_of_everything_with_comments(at_alder, number):
    page = full_article(EVERYTHING, named().resolve)
    ArticlePage.objects.filter(pk=page.pk).update(comment_days=0)
    for each in range(number):
        written(page, f"Comment {each}", state="approved")
    assert_costs(at_alder.practice, page.url, WITH_COMMENTS)


@pytest.mark.parametrize("number", [0, 297])
def test_an_article_among_3_and_300(at_alder, number):
    page = full_article(EVERYTHING, named().resolve)
    crowd_of_articles(page, number)
    update_nearby.call(page.practice_id, page.pk)
    assert_costs(at_alder.practice, page.url, WITH_BOTH)


@pytest.mark.parametrize("number", [3, 498])
def test_an_article_among_5_and_500_practices(alder, birch, number):
    crowd_of_practices(number)
    with in_practice(alder.practice):
        page = full_article(EVERYTHING, named().resolve)
    assert_costs(alder.practice, page.url, WITH_BOTH)
    assert reader(Practice.objects.get(slug=f"many-{number - 1}")).get("/").status_code == 200


# --- the other pages: 1 item and 3 ---


@pytest.fixture(params=[1, 3])
def of_each(at_alder, request):
    """So many articles, people, services and offers, each with a picture; each article by all people on one topic."""
    practice, count = at_alder.practice, request.param
    people = [make_profile(f"Person {n}", listing_image=picture(f"Person {n}")) for n in range(count)]
    sleep = topic("Sleep")
    for n in range(count):
        fields = {"listing_image": picture(f"Article {n}"), "published_at": NOW + n * A_DAY}
        make_article(f"Article {n}", authors=people, topics=[sleep], **fields)
        make_offer(f"Offer {n}", practitioners=[people[n]])
        service = ServicePage(title=f"Service {n}", listing_image=picture(f"Service {n}"))
        BasePage.objects.type(ServiceIndexPage).get().add_child(instance=service)
    for person in people:
        person.credentials = [Credential(title=f"Title {n}") for n in range(count)]
        person.save_revision().publish()
    home = HomePage.objects.get()
    chosen = {"related_articles": {"articles": [f"article-{n}" for n in range(count)]}}
    links = [{"paragraph": f"See [it](article:article-{n})."} for n in range(count)]
    home.body = to_stream([chosen, *links], lambda kind, name: ArticlePage.objects.get(slug=name))
    home.save_revision().publish()
    return practice


def test_a_page_costs_the_same_with_1_and_3_items(of_each):
    for address, number in COSTS.items():
        assert_costs(of_each, address, number)
