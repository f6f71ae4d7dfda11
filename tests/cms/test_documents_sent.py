"""How a document travels: under its own name, running nothing, in parts when asked, and asked for again each time."""

import pytest
from django.core.cache import cache

from sites.scoping import in_practice
from tests.conftest import reader

from .leaflets import WORDS, answer, body_of, make_document, show

SAVED = "default-src 'none'; sandbox"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content", "kind", "disposition"),
    [
        ("words.txt", WORDS, "text/plain; charset=utf-8", 'attachment; filename="words.txt"'),
        ("fees.csv", b"fee,60\n", "text/csv; charset=utf-8", 'attachment; filename="fees.csv"'),
        ("form.pdf", PDF, "application/pdf", 'inline; filename="form.pdf"'),
        ("Grüße & Maß.pdf", PDF, "application/pdf", "inline; filename*=utf-8''Gr%C3%BC%C3%9Fe%20%26%20Ma%C3%9F.pdf"),
        ('a"; x=.pdf', PDF, "application/pdf", 'inline; filename="a__ x_.pdf"'),
    ],
)
def test_a_document_is_sent_under_its_own_name_and_runs_nothing(alder, name, content, kind, disposition):
    with in_practice(alder.practice):
        document = make_document(name, content)
        show(document)
    response = reader(alder.practice).get(document.url)
    assert body_of(response) == content
    wanted = {
        "Content-Type": kind,
        "Content-Disposition": disposition,
        "Content-Length": str(len(content)),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    assert {header: response.headers[header] for header in wanted} == wanted
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_head_ranges_and_copies_that_are_still_good(shown, alder):
    client, address = reader(alder.practice), shown["alder"].url
    whole = client.get(address)
    tag = whole.headers["ETag"]
    head = client.head(address)
    assert (head.status_code, body_of(head), head.headers["Content-Length"]) == (200, b"", str(len(WORDS)))
    for asked in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        same = client.get(address, headers={"if-none-match": asked})
        assert (same.status_code, body_of(same), same.headers["ETag"]) == (304, b"", tag)
        assert same.headers["Cache-Control"] == "private, no-cache"
    part = client.get(address, headers={"range": "bytes=5-9"})
    assert (part.status_code, body_of(part)) == (206, WORDS[5:10])
    assert part.headers["Content-Range"] == f"bytes 5-9/{len(WORDS)}"
    beyond = client.get(address, headers={"range": "bytes=5000-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(WORDS)}")
    # The rest of a file that has been changed since is sent whole.
    changed = client.get(address, headers={"range": "bytes=5-9", "if-range": '"what it was"'})
    assert (changed.status_code, body_of(changed)) == (200, WORDS)
    compressed = client.get(address, headers={"accept-encoding": "gzip"})
    assert (body_of(compressed), "Content-Encoding" in compressed.headers) == (WORDS, False)
    assert client.post(address).status_code == 405


def test_a_row_without_its_file_is_missing_like_any_other(shown, alder):
    document = shown["alder"]
    document.file.storage.delete(document.file.name)
    missing = answer(reader(alder.practice), "/documents/999999/first%20session.txt")
    assert answer(reader(alder.practice), document.url) == missing


def test_a_document_costs_the_same_on_one_page_and_on_three(hidden, alder, django_assert_num_queries):
    cache.clear()
    for count in (1, 2):
        with in_practice(alder.practice):
            for number in range(count):
                show(hidden, f"Read me {count} {number}")
        client = reader(alder.practice)
        client.get(hidden.url)
        with django_assert_num_queries(3):  # the host, the document, the pages
            assert client.get(hidden.url).status_code == 200
