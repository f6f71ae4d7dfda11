"""The demonstration's data is what the issue asks for, and loading it twice changes nothing."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Revision, WorkflowState

from cms.articles.blocks import PageBodyBlock
from cms.articles.models import ArticlePage
from cms.blocks.words import count_words
from cms.booking.providers import read_paste, service_named
from cms.comments.models import ReaderComment
from cms.demo.installation import DATA, load_installation, read_yaml
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from sites.models import Membership, Practice, User
from sites.scoping import across_practices, in_practice

PRACTICES = sorted(path.name for path in DATA.iterdir() if path.is_dir())
LONG = 1500


def articles_of(slug):
    return {path.stem: read_yaml(path) for path in sorted((DATA / slug / "articles").glob("*.yaml"))}


def words_in(value) -> int:
    if isinstance(value, str):
        return count_words(value)
    if isinstance(value, dict):
        return sum(words_in(part) for part in value.values())
    return sum(words_in(part) for part in value) if isinstance(value, list) else 0


def test_there_are_five_practices_each_with_its_own_look():
    looks = Counter(read_yaml(DATA / slug / "practice.yaml")["theme"] for slug in PRACTICES)
    assert looks == {"letter": 1, "clinic": 1, "journal": 1, "hearth": 1, "plain": 1}


@pytest.mark.parametrize("slug", PRACTICES)
def test_a_practice_has_two_people_or_more_and_six_articles_two_of_them_long(slug):
    assert len(read_yaml(DATA / slug / "practice.yaml")["people"]) >= 2
    lengths = {name: words_in(article["body"]) for name, article in articles_of(slug).items()}
    assert len(lengths) >= 6
    assert len([words for words in lengths.values() if words >= LONG]) >= 2


@pytest.mark.parametrize("slug", PRACTICES)
def test_the_articles_of_a_practice_use_every_block(slug):
    used = {name for article in articles_of(slug).values() for block in article["body"] for name in block}
    assert used == set(PageBodyBlock().child_blocks)


@pytest.mark.parametrize("slug", PRACTICES)
def test_every_picture_is_described_and_used(slug):
    entries = read_yaml(DATA / slug / "pictures.yaml")
    files = {path.stem for path in (DATA / slug / "pictures").glob("*.jpg")}
    assert {entry["stem"] for entry in entries} == files
    assert [entry["stem"] for entry in entries if not 40 <= len(entry["alt"]) <= 250] == []


def test_the_practices_take_bookings_in_five_ways():
    defaults = {}
    for slug in PRACTICES:
        [offer] = [offer for offer in read_yaml(DATA / slug / "practice.yaml")["offers"] if offer.get("default")]
        service = service_named(read_paste(offer["paste"]).service) if "paste" in offer else None
        defaults[slug] = (offer["way"], service and service.is_framed, offer.get("state", "open"))
    assert defaults == {
        "alder-row": ("service", True, "open"),
        "four-winds": ("phone", None, "open"),
        "lindgate": ("request", None, "open"),
        "the-long-table": ("service", False, "open"),
        "tideswell": ("phone", None, "waiting"),
    }


@pytest.mark.demo
@pytest.mark.django_db
def test_loading_again_loses_nothing_that_was_changed():
    call_command("load_demo", "tideswell", stdout=StringIO())
    practice = Practice.objects.get(slug="tideswell")
    with in_practice(practice):
        article = ArticlePage.objects.order_by("pk").first()
        article.title = "Changed by hand"
        article.save_revision().publish()
    before = _counts()
    call_command("load_demo", "tideswell", stdout=StringIO())
    assert _counts() == before
    with in_practice(practice):
        assert ArticlePage.objects.get(pk=article.pk).title == "Changed by hand"


def _counts():
    with across_practices():
        everything = (BasePage, PracticeImage, User, Practice, ReaderComment, WorkflowState, Revision)
        return [model.objects.count() for model in everything] + [Membership.everywhere.count()]


@pytest.mark.django_db
def test_the_installation_has_an_operator():
    data, slugs = load_installation()
    assert slugs == PRACTICES
    with across_practices():
        assert User.everyone.with_email(data["operator"]["email"]).is_superuser is True
