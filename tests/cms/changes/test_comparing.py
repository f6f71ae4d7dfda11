"""What changed between two versions of an article, as a person would say it."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.articles.models import ArticleAuthor
from cms.blocks.text import TEXT_FEATURES
from cms.changes.comparing import compare
from tests.building import make_picture, make_profile

from .versions import heading, listed, one, seen, version

pytestmark = pytest.mark.usefixtures("at_alder")


def changes(before, after) -> list[str]:
    return [seen(change) for change in compare(before, after).changes]


# before, after: what is seen
PARAGRAPHS = {
    "a word": ("<p>You can begin.</p>", "<p>You may begin.</p>", "You [-can-] {+may+} begin."),
    "a word more": ("<p>You can.</p>", "<p>You really can.</p>", "You {+really+} can."),
    "a paragraph": ("<p>One.</p>", "<p>One.</p><p>Two.</p>", "One. {+\n¶ Two.+}"),
    "a list": ("<p>One.</p>", "<p>One.</p><ul><li>Two.</li></ul>", "One. {+\n• Two.+}"),
    "bold": ("<p>One <b>two</b>.</p>", "<p>One two.</p>", "One two. The formatting changed."),
    "part of a word": ("<p>un<b>do</b></p>", "<p>undo</p>", "undo The formatting changed."),
    "link elsewhere": (
        '<p>See <a href="https://a.example">this</a>.</p>',
        '<p>See <a href="https://b.example">this</a>.</p>',
        "See this. The link “this” leads elsewhere now.",
    ),
    "new link": (
        "<p>See this.</p>",
        '<p>See <a id="3" linktype="page">this</a>.</p>',
        "See this. “this” is a link now.",
    ),
    "no link": ('<p><a href="/x/">Here</a> too.</p>', "<p>Here too.</p>", "Here too. “Here” is no longer a link."),
    "a longer link": (
        '<p><a href="/x/">Here</a> too</p>',
        '<p><a href="/x/">Here too</a></p>',
        "Here too A link begins or ends at another word now.",
    ),
}


@pytest.mark.parametrize(("before", "after", "said"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_words_of_a_paragraph(before, after, said):
    (change,) = changes(one(before), one(after))
    assert change.split(" Paragraph: ")[1] == said


def test_entities_and_spaces_are_no_change():
    assert not compare(one("<p>Tea &amp; bread</p>"), one("<p>Tea  & bread </p>"))


def test_what_the_editor_makes_of_stored_text_is_no_change(at_alder):
    html = (
        '<p>One <b>two</b> <i>three</i>,<br/>see <a id="3" linktype="page">this</a> &amp; <a href="https://a.example/">that</a>.'
        "</p><ul><li>Four <b>five</b></li><li>six</li></ul><ol><li>Seven</li></ol><p>Eight</p>"
    )
    converter = ContentstateConverter(features=TEXT_FEATURES)
    written = converter.to_database_format(converter.from_database_format(html))
    assert "data-block-key" in written
    assert changes(one(html), one(written)) == []


A, B, C, D = (heading(letter, letter) for letter in "ABCD")
ORDERS = {
    "one put in moves nothing": ((A, B, C), (D, A, B, C), "1 block added."),
    "one taken out moves nothing": ((A, B, C), (B, C), "1 block removed."),
    "one moved to the end": ((A, B, C, D), (B, C, D, A), "1 block moved."),
    "two swapped": ((A, B), (B, A), "1 block moved."),
    "turned round": ((A, B, C, D), (D, C, B, A), "3 blocks moved."),
    "the same": ((A, B), (A, B), "Nothing changed."),
    "pasted again under a new id": ((A, B), (A, ("new", *B[1:])), "Nothing changed."),
    "moved and rewritten": ((A, B), (heading("B", "C"), A), "1 block moved and 1 rewritten."),
}


@pytest.mark.parametrize(("before", "after", "summary"), ORDERS.values(), ids=ORDERS)
def test_blocks_in_their_order(before, after, summary):
    assert compare(version(*before), version(*after)).summary == summary


def test_the_summary_counts_and_names():
    before = version(A, B, heading("E", "E"), ("P", "paragraph", "<p>One.</p>"))
    after = version(C, D, B, A, ("P", "paragraph", "<p>Two.</p>"), title="Rest", introduction="New.")
    summary = "2 blocks added, 1 removed, 1 moved and 1 rewritten; title and introduction changed."
    assert compare(before, after).summary == summary


def test_parts_within_blocks():
    pair = {"type": "pair", "id": "q1", "value": {"question": "Why?", "answer": "<p>So.</p>"}}
    other = {"type": "pair", "id": "q1", "value": {"question": "Why?", "answer": "<p>Because.</p>"}}
    more = {"type": "pair", "id": "q2", "value": {"question": "When?", "answer": "<p>Now.</p>"}}
    table = {"columns": [{"type": "text", "heading": "Phase"}], "rows": [{"values": ["Weekly"]}], "caption": ""}
    wider = {**table, "rows": [{"values": ["Monthly"]}]}
    before = version(
        ("f", "faq", {"title": "Questions", "items": [pair]}),
        ("s", "numbered_steps", {"title": "", "steps": listed(a={"heading": "One", "text": "<p>x</p>"})}),
        ("k", "key_points", {"title": "In short", "points": listed(a="<p>x</p>", b="<p>y</p>")}),
        ("v", "vignette", {"basis": "composite", "title": "Tea", "text": "<p>x</p>"}),
        ("t", "table", {"caption": "How often", "table": table}),
    )
    after = version(
        ("f", "faq", {"title": "Questions", "items": [other, more]}),
        ("s", "numbered_steps", {"title": "", "steps": listed(a={"heading": "Two", "text": "<p>x</p>"})}),
        ("k", "key_points", {"title": "In short", "points": listed(b="<p>y</p>", a="<p>x</p>")}),
        ("v", "vignette", {"basis": "consented", "title": "Tea", "text": "<p>x</p>"}),
        ("t", "table", {"caption": "How often", "table": wider}),
    )
    assert changes(before, after) == [
        "Rewritten Questions and answers: Questions › Question 1 › Answer: [-So.-] {+Because.+} / "
        "Questions › Question 2 › Question: {+When?+} Added. / Questions › Question 2 › Answer: {+Now.+}",
        "Rewritten Numbered steps: Steps › Step 1 › Heading: [-One-] {+Two+}",
        "Rewritten Key points: Points › Point 1: Moved from place 2 to 1.",
        "Changed Vignette: What is it based on?: [-Composite: drawn from many people, nobody in particular-] "
        "{+Told with consent, details changed+}",
        "Rewritten Table: Table › Row 1, Phase: [-Weekly-] {+Monthly+}",
    ]


def test_pictures_and_people_by_name(at_alder):
    old, new = make_picture("A lake"), make_picture("A hill")
    ada = make_profile("Ada Quill")
    before = version(("i", "image", {"image": old.pk}), listing_image=old)
    after = version(("i", "image", {"image": 999_999}), listing_image=new)
    after.authors = [ArticleAuthor(profile=ada)]
    assert changes(before, after) == [
        "Changed picture: [-A lake-] {+A hill+}",
        "Changed authors: {+Ada Quill+}",
        "Changed Picture: Picture: [-A lake-] {+something that is gone+}",
    ]


BROKEN = [
    [],
    [("x", "no_such_block", {"a": 1})],
    [("x", "faq", None)],
    [("x", "faq", {"items": [{"type": "no_such_pair", "value": 3, "id": "1"}, None]})],
    [("x", "numbered_steps", {"steps": ["not a step", None]})],
    [("x", "key_points", {"points": ["<p>Stored before parts had ids.</p>"]})],
    [("x", "table", {"table": {"columns": None, "rows": [{}]}})],
    [("x", "table", {"table": None})],
    [("x", "paragraph", None)],
    [("x", "paragraph", "<p>unfinished <b>mark-up <a>")],
    [("x", "heading", {"text": None, "level": "9"})],
    [("x", "image", {"image": "not a number"})],
    [("", "divider", None)],
]


@pytest.mark.parametrize("before", BROKEN)
def test_odd_and_missing_values_break_nothing(before):
    for other in BROKEN:
        for change in compare(version(*before), version(*other)).changes:
            assert seen(change)
