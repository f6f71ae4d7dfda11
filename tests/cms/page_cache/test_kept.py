"""Nothing private, personal, previewed or restricted is ever kept; and nothing of one practice is another's."""

import pytest
from django.conf import settings as django_settings
from wagtail.models import PageViewRestriction

from tests.building import make_article, make_offer
from tests.conftest import signed_in


@pytest.fixture
def article(birch, at_alder):
    return make_article()


def test_public_pages_are_kept(process, alder, article, at_alder):
    process.warm(
        alder.practice,
        [
            "/",
            "/articles/",
            "/people/",
            "/contact/",
            article.url,
            f"{article.url}handout/",
            "/feed.atom",
            "/feed.json",
            "/sitemap.xml",
            "/sitemap-1.xml",
            "/robots.txt",
            "/manifest.webmanifest",
            "/privacy/",
            "/accessibility/",
            "/what-this-site-contacts/",
        ],
    )


# What is asked for, and how it is answered: as it would be without a cache.
NOT_KEPT = {
    "/search/": 200,
    "/search/?q=sleep": 200,
    "/book/a-talk/": 200,
    "/comments/about/": 200,
    "/nothing/": 404,
    "/healthz": 200,
    "/admin/": 302,
    "/favicon.ico": 302,
    "/?x=1": 200,
    "/articles/?page=0": 200,
    "/articles/?page=2&x": 200,
}


@pytest.mark.parametrize(("path", "status"), NOT_KEPT.items())
def test_what_is_not_in_the_table_is_not_kept(process, alder, article, at_alder, path, status):
    make_offer()
    assert process.ask(alder.practice, path)[0] == status
    assert len(process.cache.memory) == 0


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("anteroom.localhost", "/", 200),
        ("anteroom.localhost", "/healthz", 200),
        ("anteroom.localhost", "/robots.txt", 200),
        ("nobody.example", "/", 404),
        ("nobody.example", "/robots.txt", 200),
        ("10.0.0.7", "/healthz", 200),
        ("", "/", 404),
    ],
)
def test_what_belongs_to_no_practice_is_answered_and_not_kept(process, alder, host, path, status):
    assert process.ask(alder.practice, path, HTTP_HOST=host)[0] == status
    assert len(process.cache.memory) == 0


def test_an_article_with_a_query_is_not_kept(process, alder, article):
    """It has no pages; whoever asks with numbers would fill the memory."""
    for query in ("page=2", "comment=new", "reply=x"):
        process.ask(alder.practice, f"{article.url}?{query}")
    assert len(process.cache.memory) == 0


def test_a_page_with_a_password_is_not_kept_before_or_after_it_was_given(process, alder, article):
    process.warm(alder.practice, [article.url])
    PageViewRestriction.objects.create(page_id=article.pk, restriction_type="password", password="linden")
    assert b"password" in process.ask(alder.practice, article.url)[2].lower()
    assert not process.knows(alder.practice, article.url)


def test_who_is_signed_in_is_answered_by_django(process, alder, article):
    """Whatever the page says to them: neither do they get what is kept, nor is theirs kept."""
    client = signed_in(alder.owner, alder.practice)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    assert django_settings.SESSION_COOKIE_NAME in cookie
    process.ask(alder.practice, article.url, HTTP_COOKIE=cookie)
    assert not process.knows(alder.practice, article.url)
    process.warm(alder.practice, [article.url])
    hits = process.application.hits
    process.ask(alder.practice, article.url, HTTP_COOKIE=cookie)
    assert process.application.hits == hits


def test_a_preview_is_never_kept(process, alder, article):
    client = signed_in(alder.owner, alder.practice)
    article.title = "Not yet said"
    article.save_revision()
    page = client.get(f"/admin/pages/{article.pk}/view_draft/")
    assert b"Not yet said" in page.content
    assert len(process.cache.memory) == 0
    assert b"Not yet said" not in process.ask(alder.practice, article.url)[2]


def test_the_same_path_at_two_practices_is_two_pages(process, alder, birch, at_alder):
    ours, theirs = process.ask(alder.practice, "/"), process.ask(birch.practice, "/")
    assert alder.practice.name.encode() in ours[2]
    assert birch.practice.name.encode() in theirs[2]
    assert (process.ask(alder.practice, "/"), process.ask(birch.practice, "/")) == (ours, theirs)
    assert process.application.hits == 2


@pytest.mark.parametrize("host", ["ALDER.anteroom.localhost", "alder.anteroom.localhost:80", "elsewhere.example"])
def test_only_the_main_address_fills_the_memory(process, alder, article, host):
    process.ask(alder.practice, "/", HTTP_HOST=host)
    assert all(key[0] == alder.practice.primary_host for key in process.cache.memory._pages)


def test_other_methods_and_partial_asking_are_django_s(process, alder, article):
    process.warm(alder.practice, [article.url])
    assert process.ask(alder.practice, article.url, "POST")[0] in (403, 405)
    assert process.ask(alder.practice, article.url, HTTP_AUTHORIZATION="Basic x")[0] == 200
    assert process.application.hits == 0
