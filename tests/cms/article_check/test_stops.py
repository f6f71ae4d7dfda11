"""What stops an article: an answer without a question, a story without a basis, a picture without words, no help."""

import pytest

from .writing import block, found, heading, item, paragraphs


def faq(*pairs) -> dict:
    items = [item({"question": question, "answer": answer}, "pair") for question, answer in pairs]
    return block("faq", {"title": "Questions", "items": items})


def bullets(*texts: str) -> dict:
    return block("paragraph", "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")


ANSWER = "answer_without_question"
ASKED_ABOUT = heading("Frequently Asked Questions")
UNASKED = {
    "an answer in the block": ([faq(("", "<p>Yes, always.</p>"))], 1),
    "a question of spaces": ([faq(("  ", "<p>Yes.</p>"), ("Is it?", "<p>It is.</p>"))], 1),
    "bullets below the heading": ([ASKED_ABOUT, bullets("Yes. You can.", "No. Never.", "It may help you.")], 3),
    "paragraphs that begin as answers do": ([heading("FAQ"), *paragraphs("Yes. You can.", "It may help you.")], 2),
    "a line that stands as the heading": ([*paragraphs("Questions and answers"), bullets("Yes.", "Not always.")], 2),
    "bullet signs that were pasted": ([heading("FAQs"), *paragraphs("• Yes. You can.", "• It may.")], 2),
    "one item of two has its question": ([heading("Common questions"), bullets("May I? Yes.", "No, never.")], 1),
    "no question mark in the block": (
        [block("faq", {"items": [{"type": "pair", "value": {"answer": "<p>A</p>"}}]})],
        1,
    ),
}
ASKED = {
    "whole pairs": [faq(("May I come alone?", "<p>Yes.</p>"))],
    "an empty pair that is still to be filled": [faq(("", ""), ("", "<p></p>"))],
    "a question still without its answer": [faq(("May I?", ""))],
    "questions above paragraphs": [ASKED_ABOUT, *paragraphs("May I come alone?", "Yes. You can.", "It may help.")],
    "a question above a list": [ASKED_ABOUT, *paragraphs("What do I bring?"), bullets("Yourself", "Some water")],
    "questions as headings": [ASKED_ABOUT, heading("May I?", 3), *paragraphs("Yes."), heading("Must I?", 3)],
    "questions within the items": [ASKED_ABOUT, bullets("May I? Yes.", "Must I? No, never.")],
    "a sentence about questions": [heading("Questions and answers"), *paragraphs("Ring us with anything you wonder.")],
    "words that lead to the block": [
        ASKED_ABOUT,
        *paragraphs("Yes, we hear these often."),
        faq(("May I?", "<p>Yes</p>")),
    ],
    "another heading": [heading("What helps"), bullets("Yes to rest.", "No to coffee.")],
    "from the bank": [block("faq", {"items": [{"type": "from_bank", "value": 7, "id": "x"}]})],
}


@pytest.mark.parametrize(("blocks", "number"), UNASKED.values(), ids=UNASKED)
def test_answers_without_questions_stop(blocks, number):
    findings = found(ANSWER, *blocks)
    assert [one.level for one in findings] == ["stop"] * number


@pytest.mark.parametrize("blocks", ASKED.values(), ids=ASKED)
def test_answers_with_questions_are_quiet(blocks):
    assert found(ANSWER, *blocks) == []


def test_the_place_is_the_pair():
    block = faq(("May I?", "<p>Yes.</p>"), ("", "<p>No.</p>"))
    assert [one.place for one in found(ANSWER, block)] == [block["value"]["items"][1]["id"]]


BASIS = "vignette_without_basis"


@pytest.mark.parametrize("basis", [None, "", "true", "FICTIONAL", 3])
def test_a_story_without_its_basis_stops(basis):
    assert len(found(BASIS, block("vignette", {"basis": basis, "title": "Tea", "text": "<p>They sat.</p>"}))) == 1


@pytest.mark.parametrize("basis", ["fictional", "composite", "consented"])
def test_a_story_with_its_basis_is_quiet(basis):
    assert found(BASIS, block("vignette", {"basis": basis, "title": "", "text": ""})) == []


PICTURE = "picture_without_words"
PICTURES = {"pictures": {1: "A chair by a window", 2: "", 3: "  "}}
SILENT = [
    {"image": 2},
    {"image": 2, "alt": " "},
    {"image": 3, "alt": None},
    {"image": 2, "decorative": False, "caption": "x"},
]
SPEAKING = [
    {"image": 1},
    {"image": 2, "alt": "A chair"},
    {"image": 2, "decorative": True},
    {"image": None},
    {"image": 9},
    {},
]


@pytest.mark.parametrize("value", SILENT)
def test_a_picture_without_words_stops(value):
    assert [one.place for one in found(PICTURE, block("image", value, "there"), facts=PICTURES)] == ["there"]


@pytest.mark.parametrize("value", SPEAKING)
def test_a_picture_with_words_or_none_yet_is_quiet(value):
    assert found(PICTURE, block("image", value), facts=PICTURES) == []


def test_the_articles_own_picture_is_asked_for_its_description():
    assert [one.place for one in found(PICTURE, facts=PICTURES, listing_image_id=2)] == ["listing_image"]
    assert found(PICTURE, facts=PICTURES, listing_image_id=1) == []


CRISIS = "crisis_without_help"
DANGEROUS = [
    "He died by suicide in May.",
    "Some young people self-harm.",
    "You may think that you would be better off dead.",
    "If you want to end your life, this is for you.",
    "She had thoughts of hurting herself.",
    "Some people cut themselves on purpose.",
    "I do not want to live.",
    "He took his own life.",
    "Rape is named. Rape is named again. And a third time: rape.",
    "Domestic abuse hides. Sexual violence does too, and coercive control as well.",
]
HARMLESS = [
    "It would be political suicide to say so.",
    "He lost emotional balance, and abuse of power followed.",
    "If there is emotional abuse, come alone first.",
    "He was killing time and dying to see her.",
    "It harmed nobody; harmful words are rare.",
    "They ended their marriage and began their lives again.",
    "The end of life care was kind.",
    "Take your life back, and do not take their lives for granted.",
    "Cut yourself some slack instead of cutting yourself off from friends.",
    "They did not want to live in London, and she did not want to live with him.",
    "He was killing himself laughing.",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_dangerous_topic_without_help_stops_once(text):
    assert [one.level for one in found(CRISIS, *paragraphs(text))] == ["stop"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_such_topic_is_quiet(text):
    assert found(CRISIS, *paragraphs(text)) == []


@pytest.mark.parametrize("text", DANGEROUS)
def test_with_help_or_in_safety_mode_it_is_quiet(text):
    help_now = block("crisis_help", {"introduction": ""})
    assert found(CRISIS, *paragraphs(text), help_now) == []
    assert found(CRISIS, *paragraphs(text), facts={"is_in_safety_mode": True}) == []


def test_violence_in_the_title_is_what_the_article_is_about():
    assert [one.place for one in found(CRISIS, title="Living with domestic abuse")] == ["title"]
    assert [one.excerpt for one in found(CRISIS, heading("Sexual violence"))] == ["Sexual violence"]
