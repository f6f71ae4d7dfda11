"""The handout: the article on paper, with everything open, nothing to click and the way back as a square code."""

import re

import pytest
from wagtail.models import PageViewRestriction

from cms.people.models import Credential, PractitionerPage
from cms.reading.handout import square_code
from cms.site_pages.models import HomePage, StandardPage
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader

BODY = [
    {"heading": {"text": "First steps"}},
    {"paragraph": "See [the site](https://elsewhere.example/) (Bowlby, 1988)."},
    {"faq": {"items": [{"question": "Is it hard?", "answer": "At first."}]}},
    {"call_to_action": {"offer": "default", "heading": "Come and talk"}},
    {"related_articles": {"articles": []}},
    {
        "references": {
            "items": [
                {
                    "authors": "Bowlby, J.",
                    "year": "1988",
                    "title": "A secure base",
                    "doi": "10.1000/182",
                    "url": "https://books.example/a",
                }
            ]
        }
    },
]


@pytest.fixture
def article(at_alder):
    at_alder.practice.address = "1 Quay"
    at_alder.practice.save()
    ada = make_profile("Ada Quill", role_title="Counsellor")
    ada.credentials = [Credential(title="MA in Counselling", body="A college", number="17")]
    ada.save_revision().publish()
    return make_article("Sleep & rest", BODY, authors=[PractitionerPage.objects.get(pk=ada.pk)])


def handout(practice, page):
    return reader(practice).get(f"{page.url}handout/")


def test_it_holds_what_belongs_on_paper(at_alder, article):
    answer = handout(at_alder.practice, article)
    text = re.sub(r"\s+", " ", answer.text)
    for words in (
        "Sleep &amp; rest", "Alder Practice", "Ada Quill", "Counsellor", "MA in Counselling, A college, number 17",
        "1 Quay", "01632 960001", "hello@alder.example", "First steps", "Is it hard?", "At first.",
        "doi:10.1000/182 https://books.example/a", "(Bowlby, 1988)", f"http://alder.anteroom.localhost{article.url}",
    ):  # fmt: skip
        assert words in text, words
    assert '<details class="pair" open>' in text
    for noise in ("Come and talk", "Link to this", "Read it", "utm_", "loading="):
        assert noise not in text


def test_nothing_leads_away_but_the_way_back(at_alder, article):
    links = re.findall(r'<a [^>]*href="([^"]*)"', handout(at_alder.practice, article).text)
    assert links == [article.url]


def test_it_is_not_indexed_and_names_the_article(at_alder, article):
    answer = handout(at_alder.practice, article)
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert f'<link rel="canonical" href="http://alder.anteroom.localhost{article.url}">' in answer.text
    assert not answer.cookies
    assert f'href="{article.url}handout/"' in reader(at_alder.practice).get(article.url).text


def test_there_is_none_of_what_is_not_public_or_no_article(alder, birch):
    with in_practice(birch.practice):
        theirs = make_article("Theirs")
    with in_practice(alder.practice):
        draft, hidden = make_article("Draft", live=False), make_article("Hidden")
        PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
        urls = [f"{page.url}handout/" for page in (draft, hidden)]
    nowhere = [*urls, f"/articles/{theirs.slug}/handout/", "/people/handout/", "/articles/handout/", "/a/b/c/handout/"]
    assert {path: reader(alder.practice).get(path).status_code for path in nowhere} == dict.fromkeys(nowhere, 404)


def test_a_page_that_is_called_handout_stays_where_it_is(at_alder):
    about = StandardPage.objects.get(slug="about")
    about.save_revision().publish()
    StandardPage.objects.get(pk=about.pk).add_child(instance=StandardPage(title="Our own", slug="handout", live=True))
    HomePage.objects.get().add_child(instance=StandardPage(title="At the top", slug="handout", live=True))
    assert "<h1>Our own</h1>" in reader(at_alder.practice).get("/about/handout/").text
    assert "<h1>At the top</h1>" in reader(at_alder.practice).get("/handout/").text


def test_the_square_code_has_its_quiet_zone():
    code = square_code("https://www.alder.example/articles/sleep/")
    assert code["size"] >= 21 + 8
    xs = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", code["path"])]
    assert min(min(pair) for pair in xs) == 4
    assert max(max(pair) for pair in xs) == code["size"] - 5
