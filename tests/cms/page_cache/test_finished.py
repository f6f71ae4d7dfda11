"""A finished page: the same in every coding, and compressed no oftener than it is asked for."""

import gzip

import brotli
import pytest
from django.http import HttpResponse

from cms.delivery.page_cache.finished import BROTLI, GZIP, PLAIN, finish

CONTENT = b"Some words that readers come for. " * 40


def for_first_reader(coding: str) -> HttpResponse:
    """What leaves the middlewares for whoever asked first."""
    if coding == BROTLI:
        return HttpResponse(brotli.compress(CONTENT, quality=1), headers={"Content-Encoding": BROTLI})
    return HttpResponse(gzip.compress(CONTENT), headers={"Content-Encoding": GZIP}) if coding else HttpResponse(CONTENT)


@pytest.mark.parametrize("first", [BROTLI, GZIP, PLAIN])
def test_every_reader_gets_the_same_page_whoever_came_first(first):
    page = finish(CONTENT, for_first_reader(first), {"all"}, 1, 60)
    assert [page.coding_for(coding) for coding in (BROTLI, GZIP, PLAIN)] == [BROTLI, GZIP, PLAIN]
    assert brotli.decompress(page.body(BROTLI)) == gzip.decompress(page.body(GZIP)) == page.body(PLAIN) == CONTENT
    for coding in (BROTLI, GZIP, PLAIN):
        assert ("Content-Length", str(len(page.body(coding)))) in page.headers_for(coding)


def test_the_first_readers_bytes_are_kept_and_nothing_is_made_before_it_is_wanted():
    response = for_first_reader(BROTLI)
    page = finish(CONTENT, response, {"all"}, 1, 60)
    assert page.bodies == {BROTLI: response.content}
    size = page.size
    assert page.body(GZIP) is page.body(GZIP)
    assert set(page.bodies) == {BROTLI, GZIP}
    assert page.size == size  # the memory counts it when the page comes and when it goes


def test_a_short_page_is_sent_as_it_is():
    page = finish(b"short", HttpResponse(b"short"), {"all"}, 1, 60)
    assert [page.coding_for(coding) for coding in (BROTLI, GZIP)] == [PLAIN, PLAIN]
    assert page.bodies == {PLAIN: b"short"}
