"""A network in front: told how long it may keep a page and what the page shows, and which addresses to drop."""

import http.server
import threading

import pytest

from cms.delivery.page_cache import fronts
from sites.models.practice import address_of
from sites.showing import EVERYTHING
from tests.building import make_article


@pytest.fixture
def purged(settings):
    """A proxy that takes PURGE requests, and the addresses that it was told."""
    told = []

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_PURGE(self):
            told.append((self.headers["Host"], self.path))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    location = f"http://127.0.0.1:{server.server_port}"
    settings.WAGTAILFRONTENDCACHE = {"proxy": {"BACKEND": backend, "LOCATION": location}}
    yield told
    server.shutdown()


@pytest.fixture
def articles(birch, at_alder):
    return [make_article(f"Article {number}") for number in range(4)]


def paths(told) -> set[str]:
    return {path for _, path in told}


def test_a_page_says_what_it_shows(process, alder, articles, purged):
    _, headers, _ = process.ask(alder.practice, articles[1].url)
    keys = headers["Surrogate-Key"].split()
    number = alder.practice.pk
    assert {f"practice-{number}:all", f"practice-{number}:page:{articles[1].pk}"} <= set(keys)
    assert headers["Cache-Tag"].split(",") == keys
    assert headers["CDN-Cache-Control"] == "public, max-age=3600"
    assert headers["Cache-Control"] == "no-cache"


def test_nothing_of_it_is_said_without_one(process, alder, articles):
    _, headers, _ = process.ask(alder.practice, articles[1].url)
    assert not {"Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"} & set(headers)


def test_a_page_in_safety_mode_is_left_to_no_network(process, alder, birch, at_alder, purged):
    discreet = make_article("Leaving", safety="on")
    assert "CDN-Cache-Control" not in process.ask(alder.practice, discreet.url)[1]


def test_a_changed_article_is_dropped_with_its_lists(alder, articles, purged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        articles[1].title = "Said anew"
        articles[1].save_revision().publish()
    assert {articles[1].url, f"{articles[1].url}handout/", "/", "/articles/", "/feed.atom"} <= paths(purged)
    assert {host for host, _ in purged} == {address_of(alder.practice.primary_host).partition("://")[2]}


def test_only_what_shows_it_is_dropped(alder, articles):
    for article in articles:
        type(article).objects.filter(pk=article.pk).update(nearby_ids=[])
    type(articles[0]).objects.filter(pk=articles[3].pk).update(nearby_ids=[articles[1].pk])
    found = fronts.addresses({f"view:{articles[1].pk}"})
    assert found == {articles[1].url, f"{articles[1].url}handout/"}
    found = fronts.addresses({f"page:{articles[1].pk}"})
    assert {articles[1].url, articles[3].url} <= found
    assert not {articles[0].url, articles[2].url, "/"} & found
    assert {article.url for article in articles} <= fronts.addresses({EVERYTHING})


def test_a_front_that_is_away_costs_nothing(alder, articles, settings, django_capture_on_commit_callbacks):
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {"proxy": {"BACKEND": backend, "LOCATION": "http://127.0.0.1:1"}}
    with django_capture_on_commit_callbacks(execute=True):
        articles[1].save_revision().publish()
    articles[1].refresh_from_db()
    assert articles[1].live
