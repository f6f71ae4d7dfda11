"""Pages come compressed, by what the browser takes; pages with a secret in them only as Django does it."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.test import Client

from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader

WHOLE = "identity"


@pytest.fixture
def address(alder) -> str:
    with in_practice(alder.practice):
        return make_article("A long one", [{"paragraph": "Some words. " * 200}]).url


def packed(client, address, accepted):
    return client.get(address, headers={"accept-encoding": accepted})


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=1.0, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        (WHOLE, None, bytes),
    ],
)
def test_the_same_page_whatever_the_browser_takes(alder, address, accepted, coding, unpack):
    whole = packed(reader(alder.practice), address, WHOLE)
    answer = packed(reader(alder.practice), address, accepted)
    assert answer.get("Content-Encoding") == coding
    assert unpack(answer.content) == whole.content
    assert answer["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer["Vary"]


def test_brotli_is_the_smaller_one(alder, address):
    client = reader(alder.practice)
    assert len(packed(client, address, "br").content) < len(packed(client, address, "gzip").content)


def test_pages_with_a_form_keep_their_length_blurred(alder):
    """Signing in holds a secret; whoever counts bytes must not learn about it."""
    client = Client(headers={"host": settings.INSTALLATION_DOMAIN})
    assert packed(client, "/account/login/", "br, gzip").get("Content-Encoding") == "gzip"
    assert packed(client, "/account/login/", "br, gzip").get("Content-Encoding") == "gzip"  # with the cookie it got


def test_a_head_request_has_no_body_to_pack(alder, address):
    answer = reader(alder.practice).head(address, headers={"accept-encoding": "br"})
    assert (answer.status_code, answer.content) == (200, b"")
