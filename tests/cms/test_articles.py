"""The index, its filters and pages; what stands around an article; how one comes and goes."""

import datetime
import re

import pytest
from django.utils import timezone

from cms.articles.models import PER_PAGE, ArticleIndexPage, ArticlePage, TopicPage
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


def words_of(page, practice) -> str:
    return reader(practice).get(page.url).text


# --- the index ---


@pytest.fixture
def twenty_five(at_alder):
    """Article 25 is the newest."""
    for number in range(1, 26):
        make_article(f"Article {number}", published_at=on_day(1) + datetime.timedelta(days=number))
    return at_alder.practice


def numbers(*span) -> list[str]:
    return [f"Article {number}" for number in range(*span)]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", numbers(25, 13, -1)),
        ("?page=1", numbers(25, 13, -1)),
        ("?page=2", numbers(13, 1, -1)),
        ("?page=3", numbers(1, 0, -1)),
        ("?page=4", numbers(1, 0, -1)),  # beyond the end: the last one
        ("?page=99999999999999999999", numbers(1, 0, -1)),
        ("?page=0", numbers(1, 0, -1)),
        ("?page=-1", numbers(1, 0, -1)),
        ("?page=nonsense", numbers(25, 13, -1)),
        ("?page=", numbers(25, 13, -1)),
        ("?page=1.5", numbers(25, 13, -1)),
        ("?page=%00", numbers(25, 13, -1)),
    ],
)
def test_the_index_shows_twelve_a_page_newest_first(twenty_five, query, shown):
    assert PER_PAGE == 12
    assert listed(twenty_five, f"/articles/{query}") == shown


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


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?topic=sleep", ["Ben on both", "Ada on sleep"]),
        ("?topic=work", ["Both on work", "Ben on both"]),
        ("?author=ada-quill", ["Both on work", "Ada on sleep"]),
        ("?author=ben-oak&topic=sleep", ["Ben on both"]),
        ("?author=ben-oak&topic=sleep&page=7", ["Ben on both"]),
        ("?topic=nothing", EVERYTHING),
        ("?author=nobody", EVERYTHING),
        ("?topic=&author=", EVERYTHING),
        ("?topic=%27%22%3E%3Cscript%3E", EVERYTHING),
    ],
)
def test_the_index_is_narrowed_by_topic_and_author(sorted_out, query, shown):
    assert listed(sorted_out, f"/articles/{query}") == shown


def test_a_topic_has_its_own_list(sorted_out):
    assert listed(sorted_out, "/articles/work/") == ["Both on work", "Ben on both"]


def test_a_filter_after_another_does_not_linger(sorted_out):
    assert len(listed(sorted_out, "/articles/?topic=sleep")) == 2
    assert listed(sorted_out) == EVERYTHING


# --- around an article ---


def test_previous_and_next_stay_within_the_practice(alder, birch):
    with in_practice(alder.practice):
        pages = [make_article(f"Article {day}", published_at=on_day(day)) for day in (1, 3, 5)]
        make_article("A draft", live=False, published_at=on_day(4))
    with in_practice(birch.practice):
        make_article("Birch's article", published_at=on_day(4))
    found = []
    for page in pages:
        html = words_of(page, alder.practice)
        found.append([re.findall(rf'rel="{way}" href="([^"]+)"', html) for way in ("prev", "next")])
    assert found == [
        [[], ["/articles/article-3/"]],
        [["/articles/article-1/"], ["/articles/article-5/"]],
        [["/articles/article-3/"], []],
    ]


@pytest.mark.parametrize(
    ("zone", "published", "updated"),
    [
        ("Europe/London", "1 March 2026", "5 March 2026"),
        ("America/Los_Angeles", "1 March 2026", "4 March 2026"),
        ("Pacific/Auckland", "2 March 2026", "5 March 2026"),
    ],
)
def test_dates_are_those_of_the_practices_clock(at_alder, zone, published, updated):
    practice = at_alder.practice
    practice.time_zone = zone
    practice.save()
    page = make_article(published_at=on_day(1, 23), revised_at=on_day(5, 3))
    html = words_of(page, practice)
    assert re.findall(r">(\d+ \w+ \d{4})</time>", html) == [published, updated]
    days = [datetime.datetime.strptime(words, "%d %B %Y").date().isoformat() for words in (published, updated)]
    assert re.findall(r'<time datetime="([^"]+)"', html) == days


def test_an_article_gets_its_date_when_it_is_first_published(at_alder):
    before = timezone.now()
    page = make_article()
    assert before <= page.published_at <= timezone.now()
    first = page.published_at
    page.save_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).published_at == first


def of_words(number: int) -> list[dict]:
    """A body of so many words, its heading's two among them."""
    return [{"heading": {"level": 2, "text": "First part"}}, {"paragraph": " ".join(["word"] * (number - 2))}]


@pytest.mark.parametrize(
    ("words", "choice", "has_one"),
    [
        (1199, "auto", False),
        (1200, "auto", True),
        (50, "show", True),
        (1500, "hide", False),
    ],
)
def test_a_contents_list_from_1200_words_or_by_choice(at_alder, words, choice, has_one):
    page = make_article(blocks=of_words(words), contents=choice)
    assert page.word_count == words
    assert ('<a href="#first-part">First part</a>' in words_of(page, at_alder.practice)) is has_one


@pytest.mark.parametrize(
    ("authors", "fields", "byline"),
    [
        ([], {}, ""),
        (["Ada Quill"], {}, "Ada Quill"),
        (["Ben Oak", "Ada Quill"], {}, "Ben Oak and Ada Quill"),
        (["Ada Quill", "Ben Oak", "Cleo Fen"], {}, "Ada Quill, Ben Oak and Cleo Fen"),
        ([], {"written_with": "Jo Field, dietitian"}, "Jo Field, dietitian"),
        (["Ada Quill"], {"written_with": "Jo Field"}, "Ada Quill, with Jo Field"),
        ([], {"organisation_as_author": True}, "Alder Practice"),
        (["Ada Quill"], {"organisation_as_author": True}, "Alder Practice and Ada Quill"),
        (["Ada Quill", "Ben Oak"], {"organisation_as_author": True}, "Alder Practice, Ada Quill and Ben Oak"),
    ],
)
def test_the_byline_in_the_list_and_in_the_article(at_alder, authors, fields, byline):
    page = make_article(authors=[make_profile(name) for name in authors], **fields)
    assert page.byline == byline
    names = re.search(r'<p class="byline-names">(.*?)</p>', words_of(page, at_alder.practice))
    in_words = re.sub(r"<[^>]+>", "", names.group(1)) if names else ""
    assert in_words.removeprefix("By ").removeprefix("With ") == byline
