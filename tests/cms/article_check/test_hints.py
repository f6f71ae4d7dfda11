"""Hints: what a reader would stumble over, and what lists would lack."""

import pytest

from .writing import WHOLE, block, found, found_in, heading, paragraphs

SLIP = "typing_slip"
SLIPS = {
    "So, metimes it helps.": "So, metimes",
    "It hap, pens to most.": "hap, pens",
    "We met the the others.": "the the",
    "It ended.Then it began.": "ended.Then",
    "First rest,then walk.": "rest,then",
    "I waited , and nothing came.": "d ,",
    "That is all . Now rest.": "l .",
}
RIGHT = [
    "Some, times being hard, stay at home.",
    "So, sometimes it helps.",
    "It is what it is, is it not? She had had enough, and that that hurt was new.",
    "No, no, it was very very late.",
    "Write to hello@alder.example or see www.alder.example/rest,then for more.",
    "At 10.30 in St. Ives, e.g. in May. Then home.",
    "Any, one, of, these, words, may, be, here.",
    "With, in time, more rest. For, ever since, we wait.",
]


@pytest.mark.parametrize(("text", "slip"), SLIPS.items())
def test_a_slip_is_pointed_at(text, slip):
    assert [(one.level, one.what) for one in found_in(SLIP, text)] == [("hint", f"Is “{slip}” meant?")]


@pytest.mark.parametrize("text", RIGHT)
def test_what_may_be_meant_is_quiet(text):
    assert [one.what for one in found_in(SLIP, text)] == []


def words(number: int, word="rest") -> str:
    return " ".join([word] * number)


def test_a_paragraph_that_fills_a_screen_is_long():
    assert [len(found_in("long_paragraph", words(number))) for number in (20, 179, 180, 181, 400)] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("levels", "number"),
    [
        ((2, 3, 4, 2), 0),
        ((2, 2, 3), 0),
        ((), 0),
        ((2, 3, 3, 2, 3), 0),
        ((2, 4), 1),
        ((3,), 1),
        ((2, 4, 2, 4), 2),
        ((4, 4), 1),
    ],
)
def test_headings_go_down_one_by_one(levels, number):
    assert len(found("heading_jump", *(heading("A part", level) for level in levels))) == number


def test_a_long_text_has_headings():
    long = paragraphs(words(300), words(300))
    assert len(found("no_headings", *long)) == 1
    assert found("no_headings", heading("A part"), *long) == []
    assert found("no_headings", *paragraphs(words(499))) == []
    assert found("no_headings") == []


HARD = (
    "The psychodynamic conceptualisation of interpersonal ambivalence necessitates a sophisticated understanding of "
    "intergenerational transmission, notwithstanding considerable methodological disagreement regarding measurement. "
)
EASY = "She sat down. He made tea. They did not speak for a while. Then she said that she was glad to be home again. "


def test_reading_level_counts_long_sentences_and_words():
    assert len(found_in("hard_to_read", HARD * 12)) == 1
    assert found_in("hard_to_read", EASY * 12) == []
    assert found_in("hard_to_read", HARD) == []  # too short to say
    assert found("hard_to_read") == []


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_empty_fields_are_named(empty):
    assert [one.place for one in found("missing_introduction", introduction=empty)] == ["introduction"]
    assert [one.place for one in found("missing_description", search_description=empty)] == ["search_description"]


def test_filled_fields_are_quiet():
    assert found("missing_introduction", introduction="For whoever waits.") == []
    assert found("missing_description", search_description="For whoever waits.") == []
    assert found("missing_topic") == []


def test_without_a_topic_and_without_an_offer():
    assert [one.place for one in found("missing_topic", facts={"topics": []})] == ["topics"]
    assert len(found("no_way_to_book", facts={"has_offers": False})) == 1
    assert found("no_way_to_book", facts={"has_offers": False, "is_in_safety_mode": True}) == []
    assert found("no_way_to_book", facts=WHOLE) == []
    assert found("no_way_to_book", block("call_to_action", {"which": "default"})) == []
