"""The list of articles: twelve a page, newest first, by topic and by author."""

import datetime
import re

import pytest

from cms.articles.models import PER_PAGE, ArticleAuthor, ArticleIndexPage, ArticlePage, TopicPage
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader

UTC = datetime.UTC


def on_day(day: int, hour=12) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, hour, tzinfo=UTC)


def make_topic(title) -> TopicPage:
    page = TopicPage(title=title)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    return page


def listed(practice, address="/articles/") -> list[str]:
    html = reader(practice).get(address).text
    return re.findall(r'class="card-title[^"]*"><a href="[^"]+">([^<]+)<', html)


@pytest.fixture
def twenty_five(at_alder):
    """Article 25 is the newest."""
    for number in range(1, 26):
        make_article(f"Article {number}", published_at=on_day(1) + datetime.timedelta(days=number))
    return at_alder.practice


def numbers(*span) -> list[str]:
    return [f"Article {number}" for number in range(*span)]


def test_the_index_shows_twelve_a_page_newest_first(twenty_five):
    assert PER_PAGE == 12
    expected = {
        "": numbers(25, 13, -1),
        "?page=1": numbers(25, 13, -1),
        "?page=2": numbers(13, 1, -1),
        "?page=3": numbers(1, 0, -1),
        "?page=4": numbers(1, 0, -1),  # beyond the end: the last one
        "?page=99999999999999999999": numbers(1, 0, -1),
        "?page=0": numbers(1, 0, -1),
        "?page=-1": numbers(1, 0, -1),
        "?page=nonsense": numbers(25, 13, -1),
        "?page=": numbers(25, 13, -1),
        "?page=1.5": numbers(25, 13, -1),
        "?page=%00": numbers(25, 13, -1),
    }
    assert {query: listed(twenty_five, f"/articles/{query}") for query in expected} == expected


def test_articles_of_the_same_moment_have_a_lasting_order(at_alder):
    pages = [make_article(f"Article {number}", published_at=on_day(1)) for number in range(4)]
    assert listed(at_alder.practice) == [page.title for page in sorted(pages, key=lambda page: -page.pk)]


def test_the_index_lists_no_draft_and_nothing_of_another_practice(alder, birch):
    with in_practice(birch.practice):
        make_article("Birch's article")
    with in_practice(alder.practice):
        make_article("Alder's article")
        make_article("A draft", live=False)
    assert listed(alder.practice) == ["Alder's article".replace("'", "&#x27;")]


def test_an_empty_index_says_so(at_alder):
    assert "The first article is being written." in reader(at_alder.practice).get("/articles/").text


@pytest.fixture
def sorted_out(alder, birch):
    """Articles by two authors on two topics; Birch has a topic and an author of the same names."""
    with in_practice(birch.practice):
        make_article("Theirs", topics=[make_topic("Sleep")], authors=[make_profile("Ada Quill")])
    with in_practice(alder.practice):
        sleep, work = make_topic("Sleep"), make_topic("Work")
        ada, ben = make_profile("Ada Quill"), make_profile("Ben Oak")
        make_article("Ada on sleep", topics=[sleep], authors=[ada], published_at=on_day(1))
        make_article("Ben on both", topics=[sleep, work], authors=[ben], published_at=on_day(2))
        make_article("Both on work", topics=[work], authors=[ada, ben], published_at=on_day(3))
    return alder.practice


EVERYTHING = ["Both on work", "Ben on both", "Ada on sleep"]


def test_the_index_is_narrowed_by_topic_and_author(sorted_out):
    expected = {
        "?topic=sleep": ["Ben on both", "Ada on sleep"],
        "?topic=work": ["Both on work", "Ben on both"],
        "?author=ada-quill": ["Both on work", "Ada on sleep"],
        "?author=ben-oak&topic=sleep": ["Ben on both"],
        "?author=ben-oak&topic=sleep&page=7": ["Ben on both"],
        "?topic=nothing": EVERYTHING,
        "?author=nobody": EVERYTHING,
        "?topic=&author=": EVERYTHING,
        "?topic=%27%22%3E%3Cscript%3E": EVERYTHING,
    }
    assert {query: listed(sorted_out, f"/articles/{query}") for query in expected} == expected


def test_a_topic_has_its_own_list(sorted_out):
    assert listed(sorted_out, "/articles/work/") == ["Both on work", "Ben on both"]


def test_a_filter_after_another_does_not_linger(sorted_out):
    assert len(listed(sorted_out, "/articles/?topic=sleep")) == 2
    assert listed(sorted_out) == EVERYTHING


def filters(practice, address="/articles/") -> dict[str, int]:
    """What the list can be narrowed to, and the number beside it."""
    html = reader(practice).get(address).text
    found = re.findall(r'<a href="[^"]*"[^>]*>([^<]+) <span class="filter-number">(\d+)<', html)
    return {name: int(number) for name, number in found}


def test_the_numbers_are_those_of_the_lists_they_lead_to(sorted_out):
    with in_practice(sorted_out):
        make_topic("Empty")
        make_article("A draft", topics=[TopicPage.objects.get(slug="sleep")], live=False)
    assert filters(sorted_out) == {"Sleep": 2, "Work": 2, "Ada Quill": 2, "Ben Oak": 2}
    assert filters(sorted_out, "/articles/?author=ada-quill") == {"Sleep": 1, "Work": 1, "Ada Quill": 2, "Ben Oak": 2}
    assert filters(sorted_out, "/articles/?topic=sleep") == {"Sleep": 2, "Work": 2, "Ada Quill": 1, "Ben Oak": 1}
    both = filters(sorted_out, "/articles/?topic=sleep&author=ada-quill")
    assert both["Ada Quill"] == len(listed(sorted_out, "/articles/?topic=sleep&author=ada-quill")) == 1


def test_an_authors_page_lists_their_articles_in_pages(twenty_five, at_alder):
    ada = make_profile("Ada Quill")
    for page in ArticlePage.objects.all():
        page.authors = [ArticleAuthor(profile=ada)]
        page.save()
    assert listed(at_alder.practice, ada.url) == numbers(25, 13, -1)
    assert listed(at_alder.practice, f"{ada.url}?page=3") == numbers(1, 0, -1)
    html = reader(at_alder.practice).get(f"{ada.url}?page=2").text
    assert "Page 2 of 3" in html
    assert f'<link rel="canonical" href="http://alder.anteroom.localhost{ada.url}?page=2">' in html
