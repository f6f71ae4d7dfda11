"""What a reader gets from a finished page: the same bytes as from Django, in the coding that was asked for."""

import gzip
import time

import brotli
import pytest

from cms.delivery.page_cache import follower
from cms.delivery.page_cache.application import preferred_coding
from cms.delivery.page_cache.follower import until_next_look
from tests.building import make_article
from tests.conftest import reader

LONG = [{"paragraph": "Some words that are said again and again. " * 20}]
CODINGS = {
    "": "",
    "br": "br",
    "gzip, deflate, br, zstd": "br",
    "gzip": "gzip",
    "gzip;q=1.0, br;q=0": "gzip",
    "gzip;q=0.000": "",
    "*": "br",
    "*;q=0": "",
    "identity": "",
    "BR": "br",
    ";;,q=,": "",
}


@pytest.mark.parametrize(("accepted", "coding"), CODINGS.items())
def test_the_best_coding_that_a_reader_takes(accepted, coding):
    assert preferred_coding(accepted) == coding


@pytest.fixture
def article(birch, at_alder):
    return make_article(blocks=LONG)


def test_every_coding_holds_the_same_page(process, alder, article):
    plain = process.ask(alder.practice, article.url)[2]
    assert plain == reader(alder.practice).get(article.url).content
    by_brotli = process.ask(alder.practice, article.url, HTTP_ACCEPT_ENCODING="br")
    by_gzip = process.ask(alder.practice, article.url, HTTP_ACCEPT_ENCODING="gzip")
    assert brotli.decompress(by_brotli[2]) == gzip.decompress(by_gzip[2]) == plain
    assert (by_brotli[1]["Content-Encoding"], by_gzip[1]["Content-Encoding"]) == ("br", "gzip")
    assert by_brotli[1]["Vary"] == by_gzip[1]["Vary"] == "Accept-Encoding"
    assert len(by_brotli[2]) < len(by_gzip[2]) < len(plain)
    assert process.application.misses == 1


def test_the_first_and_the_second_reader_get_the_same_headers(process, alder, article):
    first = process.ask(alder.practice, article.url)
    assert process.ask(alder.practice, article.url) == first
    said = dict(reader(alder.practice).get(article.url).items())
    added = {"ETag", "Last-Modified", "Cache-Control"}
    assert {name: value for name, value in first[1].items() if name not in added} == said


def test_head_is_get_without_its_body(process, alder, article):
    read = process.ask(alder.practice, article.url)
    assert process.ask(alder.practice, article.url, "HEAD") == (*read[:2], b"")


def test_a_copy_that_still_holds_is_not_sent_again(process, alder, article):
    _, headers, _ = process.ask(alder.practice, article.url)
    known = {"HTTP_IF_NONE_MATCH": f'"another", {headers["ETag"]}'}
    status, said, body = process.ask(alder.practice, article.url, **known)
    assert (status, body, said["ETag"]) == (304, b"", headers["ETag"])
    assert set(said) == {"Cache-Control", "Vary", "ETag", "Last-Modified"}
    assert process.ask(alder.practice, article.url, HTTP_IF_MODIFIED_SINCE=headers["Last-Modified"])[0] == 304
    both = {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]}
    assert process.ask(alder.practice, article.url, **both)[0] == 200
    assert process.ask(alder.practice, article.url, HTTP_IF_MODIFIED_SINCE="yesterday")[0] == 200


def test_a_page_in_safety_mode_stays_in_no_browser(process, alder, birch, at_alder):
    discreet = make_article("Leaving", safety="on", blocks=LONG)
    process.warm(alder.practice, [discreet.url])
    _, headers, _ = process.ask(alder.practice, discreet.url)
    assert headers["Cache-Control"] == "no-store"
    assert not {"ETag", "Last-Modified"} & set(headers)


def test_behind_a_proxy_a_page_lasts_until_the_second_ends(process, alder, article, settings):
    settings.BEHIND_PROXY = True
    _, headers, _ = process.ask(alder.practice, article.url)
    assert headers["X-Accel-Expires"].startswith("@1")
    assert list(headers).index("X-Accel-Expires") < list(headers).index("Cache-Control"), "nginx 1.22 takes the first"
    assert "X-Accel-Expires" not in process.ask(alder.practice, "/search/")[1]


@pytest.mark.parametrize(("known_at", "until"), [(100.0, 99), (100.04, 99), (100.06, 100), (100.9, 100)])
def test_a_proxy_keeps_what_is_known_of_the_running_second(
    process, alder, article, settings, monkeypatch, known_at, until
):
    """What changed before the look is known, and what changes after it is seen when that second ends."""
    settings.BEHIND_PROXY = True
    process.warm(alder.practice, [article.url])
    monkeypatch.setattr(follower.time, "time", lambda: known_at)  # its look begins then
    _, headers, _ = process.ask(alder.practice, article.url)
    assert headers["X-Accel-Expires"] == f"@{until}"


@pytest.mark.parametrize("now", [1000.0, 1000.03, 1000.051, 1000.3, 1000.99])
def test_the_first_look_of_a_second_comes_right_after_what_it_has_to_know(now):
    pause = until_next_look(now)
    assert 0 < pause <= 0.2
    looks = {round((now + pause + turn * 0.2) % 1, 3) for turn in range(5)}
    assert looks == {0.05, 0.25, 0.45, 0.65, 0.85}


def test_a_look_notes_when_it_began(process, db):
    before = time.time()
    process.look()
    assert before <= process.cache.follower.known_at <= time.time()


def test_over_another_scheme_nothing_is_answered_from_memory(process, alder, article, settings):
    process.warm(alder.practice, [article.url])
    settings.PUBLIC_SCHEME = "https"
    before = process.application.hits
    process.ask(alder.practice, article.url)
    assert process.application.hits == before
