"""Bodies built by code: Markdown in, stored rich text out, nothing hostile, nothing that is not there."""

from types import SimpleNamespace

import pytest

from cms.articles.neutral import BUILDERS, UnknownName, rich_text, to_stream
from tests.building import make_article
from tests.cms.sample_blocks import EVERY_BLOCK, body_of, things_to_name

KNOWN = {
    ("article", "sleep"): SimpleNamespace(pk=7, url="/articles/sleep/"),
    ("topic", "work"): SimpleNamespace(pk=8, url="/articles/work/"),
    ("person", "ada"): SimpleNamespace(pk=9, url="/people/ada/"),
    ("service", "couples"): SimpleNamespace(pk=10, url="/services/couples/"),
    ("page", "fees"): SimpleNamespace(pk=11, url="/fees/"),
}


def resolve(kind, name):
    return KNOWN.get((kind, name))


@pytest.mark.parametrize(
    ("markdown", "stored"),
    [
        ("", ""),
        ("Plain words.", "<p>Plain words.</p>"),
        ("**bold** and *italic*", "<p><b>bold</b> and <i>italic</i></p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("“Quoted” – it’s", "<p>“Quoted” – it’s</p>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("[site](https://safe.example/x?a=1&b=2)", '<p><a href="https://safe.example/x?a=1&amp;b=2">site</a></p>'),
        ("[write](mailto:hello@alder.example)", '<p><a href="mailto:hello@alder.example">write</a></p>'),
        ("[ring](tel:+441632960001)", '<p><a href="tel:+441632960001">ring</a></p>'),
        # links to the practice's own
        ("[x](article:sleep)", '<p><a id="7" linktype="page">x</a></p>'),
        ("[x](topic:work)", '<p><a id="8" linktype="page">x</a></p>'),
        ("[x](person:ada)", '<p><a id="9" linktype="page">x</a></p>'),
        ("[x](service:couples)", '<p><a id="10" linktype="page">x</a></p>'),
        ("[x](page:fees)", '<p><a id="11" linktype="page">x</a></p>'),
        ("[x](faq:sleep#how-long)", '<p><a href="/articles/sleep/#how-long">x</a></p>'),
        ('[x](article:sleep "a title")', '<p><a id="7" linktype="page">x</a></p>'),
    ],
)
def test_markdown_becomes_stored_rich_text(markdown, stored):
    assert rich_text(markdown, resolve) == stored


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](JaVaScRiPt:alert(1))", "<p>[x](JaVaScRiPt:alert(1))</p>"),
        ("[x](data:text/html;base64,AAAA)", "<p>[x](data:text/html;base64,AAAA)</p>"),
        ("[x](vbscript:x)", "<p>[x](vbscript:x)</p>"),
        ("[x](http://plain.example/)", "<p><a>x</a></p>"),
        ("[x](ftp://files.example/)", "<p><a>x</a></p>"),
        ("[x](//other.example/)", '<p><a href="//other.example/">x</a></p>'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('<a linktype="page" id="1">x</a>', '<p>&lt;a linktype="page" id="1"&gt;x&lt;/a&gt;</p>'),
        ('<embed embedtype="image" id="1"/>', '<p>&lt;embed embedtype="image" id="1"/&gt;</p>'),
        ("![x](https://tracker.example/x.png)", "<p></p>"),
        ("# Heading", "Heading"),
        ("> quoted", "<p>quoted</p>"),
        ("`code`", "<p>code</p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n\n<p>b</p>"),
    ],
)
def test_what_does_not_belong_is_taken_out(hostile, left):
    assert rich_text(hostile, resolve) == left


@pytest.mark.parametrize("kind", ["article", "topic", "person", "service", "page", "faq"])
def test_a_link_to_nothing_says_what_is_missing(kind):
    with pytest.raises(UnknownName) as missing:
        rich_text(f"[x]({kind}:nothing)", resolve)
    assert str(missing.value) == f"There is no {kind} called “nothing”."


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"image": {"picture": "gone"}}, "There is no picture called “gone”."),
        (
            {"video": {"picture": "gone", "title": "x", "url": "https://film.example/"}},
            "There is no picture called “gone”.",
        ),
        ({"faq": {"items": [{"bank": "gone"}]}}, "There is no bank called “gone”."),
        ({"related_articles": {"articles": ["gone"]}}, "There is no article called “gone”."),
        ({"call_to_action": {"offer": "gone"}}, "There is no offer called “gone”."),
        ({"key_points": {"points": ["[x](page:gone)"]}}, "There is no page called “gone”."),
    ],
)
def test_a_block_that_names_nothing_says_what_is_missing(block, said):
    with pytest.raises(UnknownName) as missing:
        to_stream([block], resolve)
    assert str(missing.value) == said


def test_an_unknown_block_is_refused():
    with pytest.raises(KeyError, match="marquee"):
        to_stream([{"marquee": {}}], resolve)


def test_there_is_a_builder_for_every_block():
    assert sorted(BUILDERS) == sorted(name for name, _, _ in EVERY_BLOCK)


def test_every_block_is_stored_and_read_again_unchanged(at_alder):
    named = things_to_name()
    blocks = [{name: neutral} for name, neutral, _ in EVERY_BLOCK]
    page = make_article("Everything", blocks, resolve=named.resolve)
    built = body_of(blocks, named.resolve)
    assert [child.block_type for child in page.body] == [name for name, _, _ in EVERY_BLOCK]
    assert [child.block.get_prep_value(child.value) for child in page.body if child.block_type == "paragraph"] == [
        child.block.get_prep_value(child.value) for child in built if child.block_type == "paragraph"
    ]
    assert without_ids(page.body.get_prep_value()) == without_ids(built.get_prep_value())


def without_ids(stored):
    """Stored blocks without the ids that are new each time."""
    if isinstance(stored, dict):
        return {name: without_ids(value) for name, value in stored.items() if name != "id"}
    return [without_ids(value) for value in stored] if isinstance(stored, list) else stored


def test_every_stored_block_has_an_id_of_its_own():
    stored = to_stream([{"paragraph": "x"}, {"paragraph": "x"}, {"divider": {}}], resolve)
    assert len({block["id"] for block in stored}) == 3
