"""Links that lead nowhere or to another practice stop, and nobody learns whose the other one is."""

import pytest

from cms.article_check.findings import Level
from cms.article_check.reading import Reading
from cms.article_check.rules.register import BY_KEY
from cms.articles.models import ArticlePage
from cms.media.models import PracticeDocument
from cms.redirects.models import Redirect
from sites.models import PracticeHost
from sites.scoping import in_practice
from tests.building import guard_asleep, make_article, make_picture

from .writing import block

pytestmark = pytest.mark.django_db
GONE = 987_654_321


def written(*blocks) -> ArticlePage:
    """An article in memory with these stored blocks."""
    page = make_article("Links", live=False)
    page.body = page.body.stream_block.to_python(list(blocks))
    return page


def linking(*links: str) -> ArticlePage:
    return written(block("paragraph", "<p>" + " and ".join(links) + "</p>"))


def stops(article, *keys: str) -> list[str]:
    reading = Reading(article)
    findings = [finding for key in keys for finding in BY_KEY[key].findings(reading)]
    assert {finding.level for finding in findings} <= {Level.STOP}
    return [finding.excerpt for finding in findings]


def page_link(pk) -> str:
    return f'<a linktype="page" id="{pk}">page {pk}</a>'


def test_the_other_practices_things_are_as_missing_as_what_never_was(alder, birch):
    with in_practice(birch.practice):
        foreign = make_article("Foreign")
        picture = make_picture("Foreign")
        document = PracticeDocument.objects.create(title="Foreign", file="documents/x.txt")
    with in_practice(alder.practice), guard_asleep():
        sentences = []
        for page, doc, image in ((foreign.pk, document.pk, picture.pk), (GONE, GONE, GONE)):
            text = f'<p>{page_link(page)} <a linktype="document" id="{doc}">a leaflet</a></p>'
            article = written(block("paragraph", text), block("image", {"image": image}))
            findings = list(BY_KEY["dead_link"].findings(Reading(article)))
            sentences.append([(one.what, one.why, one.how) for one in findings])
        assert len(sentences[0]) == 3
        assert sentences[0] == sentences[1]


def test_pages_that_are_gone_stop(at_alder):
    live = make_article("Live")
    article = linking(page_link(live.pk), page_link(GONE), page_link(9**30))
    assert stops(article, "dead_link") == [f"page {GONE}", f"page {9**30}"]


def test_an_article_may_link_to_itself_and_to_addresses_outside(at_alder):
    article = make_article("Itself", live=False)
    text = (
        f'<p>{page_link(article.pk)} <a href="https://nhs.example/">out</a> <a href="mailto:a@b.example">write</a></p>'
    )
    article.body = article.body.stream_block.to_python([block("paragraph", text)])
    assert stops(article, "dead_link", "link_to_another_practice") == []


@pytest.mark.parametrize("href", ["", "#", " "])
def test_a_link_without_an_address_stops(at_alder, href):
    assert stops(linking(f'<a href="{href}">nowhere</a>'), "dead_link") == ["nowhere"]


def test_a_document_that_is_there_is_quiet(at_alder):
    document = PracticeDocument.objects.create(title="Here", file="documents/x.txt")
    assert stops(linking(f'<a linktype="document" id="{document.pk}">a leaflet</a>'), "dead_link") == []


def test_addresses_of_the_practices_own_pages_are_looked_up(alder):
    host = alder.practice.installation_host
    with in_practice(alder.practice):
        live, draft = make_article("Live"), make_article("Draft", live=False)
        Redirect.objects.create(old_path="/blog/sleep", page=live)
        there = [
            f"{live.url}#a-question",
            f"https://{host}{live.url}",
            "/",
            "/blog/sleep/",
            "/book/anything/",
            "/search/",
        ]
        gone = [draft.url, f"https://{host}/no/such/page/", "/nothing", "/blog/"]
        elsewhere = ["https://elsewhere.example/no/such/page/", "mailto:a@b.example", "tel:+441632960001", "#here"]
        links = [f'<a href="{href}">{href}</a>' for href in [*there, *gone, *elsewhere]]
        assert stops(linking(*links), "dead_link") == gone


@pytest.mark.parametrize("port", ["", ":8000"])
def test_hosts_of_others_stop_and_own_ones_do_not(alder, birch, settings, port):
    PracticeHost.objects.create(practice=birch.practice, host="www.birchlane.example")
    PracticeHost.objects.create(practice=alder.practice, host="www.alderrow.example")
    hosts = [
        "www.birchlane.example",
        "WWW.Birchlane.example",
        birch.practice.installation_host,
        f"nobody.{settings.INSTALLATION_DOMAIN}",
        settings.INSTALLATION_DOMAIN,
        "www.alderrow.example",
        alder.practice.installation_host,
        "birchlane.example",
    ]
    with in_practice(alder.practice):
        article = linking(*(f'<a href="https://{host}{port}/a/">{host}</a>' for host in hosts))
        assert stops(article, "link_to_another_practice") == hosts[:5]
        [finding, *_] = BY_KEY["link_to_another_practice"].findings(Reading(article))
    assert "birch" not in f"{finding.what} {finding.why} {finding.how}".lower()
