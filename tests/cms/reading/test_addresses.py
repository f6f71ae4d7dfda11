"""Each thing that readers see has one address: at the main host, without filters that say nothing."""

import datetime
import re

import pytest

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.booking.models import BookingOffer
from cms.pages.models import BasePage
from sites.models import Practice
from tests.building import make_article, make_profile
from tests.conftest import reader

BASE = "http://alder.anteroom.localhost"


def canonical(practice, address: str) -> str:
    found = re.findall(r'<link rel="canonical" href="([^"]+)">', reader(practice).get(address).text)
    assert len(found) == 1
    return found[0].replace("&amp;", "&")


@pytest.fixture
def practice(at_alder):
    """Thirteen articles by Ada on sleep: two pages of each list."""
    sleep, ada = TopicPage(title="Sleep"), make_profile("Ada Quill")
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=sleep)
    make_profile("Ben Oak")
    for number in range(13):
        day = datetime.datetime(2026, 3, 1 + number, tzinfo=datetime.UTC)
        make_article(f"Article {number}", topics=[sleep], authors=[ada], published_at=day)
    BookingOffer.objects.create(name="A talk", slug="talk")
    return at_alder.practice


KEPT = {
    "/": "/",
    "/?utm_source=x": "/",
    "/articles/": "/articles/",
    "/articles/?page=1": "/articles/",
    "/articles/?page=2": "/articles/?page=2",
    "/articles/?page=nonsense": "/articles/",
    "/articles/?topic=sleep": "/articles/sleep/",
    "/articles/?topic=sleep&page=2": "/articles/sleep/?page=2",
    "/articles/?topic=nothing": "/articles/",
    "/articles/?author=ada-quill": "/articles/?author=ada-quill",
    "/articles/?author=ada-quill&page=2": "/articles/?author=ada-quill&page=2",
    "/articles/?author=ada-quill&topic=sleep": "/articles/?topic=sleep&author=ada-quill",
    "/articles/sleep/?page=2": "/articles/sleep/?page=2",
    "/articles/article-3/?a=b": "/articles/article-3/",
    "/people/ada-quill/": "/people/ada-quill/",
    "/book/talk/": "/book/talk/",
}


def test_what_search_engines_keep(practice):
    assert {asked: canonical(practice, asked) for asked in KEPT} == {asked: BASE + kept for asked, kept in KEPT.items()}


def test_with_an_address_of_its_own_a_practice_names_that(practice):
    practice.hosts.update(is_primary=False)
    practice.hosts.create(host="www.alder.example", is_primary=True)
    fresh = Practice.objects.get(pk=practice.pk)
    assert canonical(fresh, "/articles/article-3/") == "http://www.alder.example/articles/article-3/"
    answer = reader(fresh).get("/articles/article-3/", headers={"host": practice.installation_host})
    assert (answer.status_code, answer["Location"]) == (301, "http://www.alder.example/articles/article-3/")
