"""Stored links and embeds are expanded in rich text alone: typed into a plain field they stay what was typed."""

import pytest
from django.utils.html import escape

from tests.building import make_article, make_picture, make_profile
from tests.cms.sample_blocks import body_of, drawn
from tests.conftest import reader

LINK = '<a linktype="page" id="{page}">'
EMBED = '<embed embedtype="image" id="{picture}" format="left" alt="x"/>'
MEDIA = '<embed embedtype="media" url="https://tracker.example/x"/>'
SCRIPT = '"><script>alert(1)</script>'
ATTACK = LINK + EMBED + MEDIA + SCRIPT
# Every plain text field of every block.
PLAIN_FIELDS = {
    "heading": lambda words: {"level": 2, "text": words},
    "quotation": lambda words: {"text": words, "who": words, "source": words},
    "key_points": lambda words: {"title": words, "points": ["x"]},
    "words_to_use": lambda words: {"situation": words, "who": words, "words": words},
    "numbered_steps": lambda words: {"title": words, "steps": [{"heading": words, "text": "x"}]},
    "vignette": lambda words: {"basis": "fictional", "title": words, "text": "x"},
    "exercise": lambda words: {"title": words, "needs": words, "steps": ["x"]},
    "faq": lambda words: {"title": words, "items": [{"question": words, "answer": "x"}]},
    "related_articles": lambda words: {"title": words, "articles": ["another"]},
    "call_to_action": lambda words: {"offer": "default", "heading": words, "text": words, "button": words},
    "content_note": lambda words: {"text": words},
    "references": lambda words: {
        "title": words,
        "items": [{"authors": words, "year": "1988", "title": words, "source": words, "doi": words}],
    },
    "crisis_help": lambda words: {"introduction": words},
    "table": lambda words: {"caption": words, "header": [words, words], "rows": [[words, words]]},
    "video": lambda words: {"title": words, "picture": "room", "url": "https://film.example/", "description": words},
    "image": lambda words: {"picture": "room", "caption": words, "alt": words},
}


@pytest.fixture
def named(at_alder):
    return {"picture": make_picture(), "article": make_article("Another article")}


@pytest.mark.parametrize("block", PLAIN_FIELDS)
def test_markup_typed_into_a_plain_field_stays_typed(at_alder, named, block):
    words = ATTACK.format(page=named["article"].pk, picture=named["picture"].pk)
    body = body_of([{block: PLAIN_FIELDS[block](words)}], lambda kind, name: named.get(kind))
    harmless = body_of([{block: PLAIN_FIELDS[block]("harmless")}], lambda kind, name: named.get(kind))
    html, plain = drawn(body, practice=at_alder.practice), drawn(harmless, practice=at_alder.practice)
    assert escape(words) in html
    for tag in ("<a ", "<img", "<embed", "<script", "<iframe"):
        assert html.count(tag) == plain.count(tag), tag


def test_markup_typed_into_a_pages_own_fields_stays_typed(at_alder, named):
    words = ATTACK.format(page=named["article"].pk, picture=named["picture"].pk)
    profile = make_profile(words, slug="ada", role_title=SCRIPT, introduction=words, interests=words, languages=words)
    article = make_article(
        words,
        slug="attack",
        authors=[profile],
        written_with=words,
        picture_caption=words,
        listing_image=named["picture"],
    )
    for page in (article, profile):
        html = reader(at_alder.practice).get(page.url).text
        assert escape(words) in html
        assert words not in html
        for tag in ("<embed", "<script>", "<iframe"):
            assert tag not in html, tag


@pytest.mark.parametrize(
    "source",
    [
        '<p><embed embedtype="media" url="https://tracker.example/x"/>Words.</p>',
        '<p><embed embedtype="unknown" id="1"/>Words.</p>',
        '<p><a linktype="page" id="nonsense">Words.</a></p>',
        '<p><a linktype="page">Words.</a></p>',
        '<p><a linktype="document" id="999999">Words.</a></p>',
        '<p><a linktype="page" id="²">Words.</a></p>',
        '<p><a linktype="page" id="99999999999999999999">Words.</a></p>',
    ],
)
def test_stored_text_that_names_nothing_leaves_its_words(at_alder, source):
    body = body_of([{"paragraph": "x"}])
    body[0].value.source = source
    html = drawn(body)
    assert "Words." in html
    assert "embed" not in html
    assert "href" not in html
    assert "tracker" not in html
