"""What stands around an article: neighbours, dates, contents list, byline."""

import datetime
import re

import pytest
from django.utils import timezone

from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader

UTC = datetime.UTC


def on_day(day: int, hour=12) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, hour, tzinfo=UTC)


def words_of(page, practice) -> str:
    return reader(practice).get(page.url).text


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
