"""What passes as a typing correction, and what does not."""

import pytest

from cms.changes.corrections import is_typing_correction

from .versions import heading, listed, one, version

pytestmark = pytest.mark.usefixtures("at_alder")

PASSES = [
    ("Teh first step.", "The first step."),
    ("You can recieve help.", "You can receive help."),
    ("Come tommorow.", "Come tomorrow."),
    ("Say it it once.", "Say it once."),
    ("Say to your partner.", "Say it to your partner."),
    ("You alot of time.", "You a lot of time."),
    ("end.Then start", "end. Then start"),
    ("Its late , come", "It's late, come"),
    ("We dont know.", "We don't know."),
    ("You can not know.", "You cannot know."),
    ("On monday we met.", "On Monday we met."),
    ("Read (twice", "Read (twice)"),
    ("She said “come.", "She said “come.”"),
]
FAILS = [
    ("You should call.", "You should not call.", "may turn the meaning"),
    ("You can't call.", "You can call.", "may turn the meaning"),
    ("Go without him.", "Go with him.", "may turn the meaning"),
    ("Now call.", "Not call.", "may turn the meaning"),
    ("Wait 10 minutes.", "Wait 15 minutes.", "changes a number"),
    ("It costs £5.", "It costs $5.", "changes a number"),
    ("Take 1 1 times", "Take 11 times", "changes a number"),
    ("Well done.", "Well done. 🔪", "changes a number or a sign"),
    ("Rest – always.", "Rest → always.", "changes a number or a sign"),
    ("x" * 20_000, "x" * 19_999, "more than spelling"),
    ("Anna left. Ask Anna.", "Anne left. Ask Anna.", "may change a name"),
    ("Rest now.", "Rest now, Anna.", "may change a name"),
    ("He is angry, you are calm.", "You are angry, he is calm.", "more than spelling"),
    ("Call it a habit.", "Call it habits of the a mind.", "more than spelling"),
    ("He asked Anna Moor.", "He asked Anne Moor.", "may change a name"),
    ("We met Ada. Ada left.", "We met Ada. Ida left.", "may change a name"),
    ("It is safe.", "It is unsafe.", "more than spelling"),
    ("An effective way.", "An ineffective way.", "more than spelling"),
    ("It will increase.", "It will decrease.", "more than spelling"),
    ("He may stay.", "He must stay.", "more than spelling"),
    ("He left.", "She left.", "more than spelling"),
    ("A long walk.", "A short walk.", "more than spelling"),
    ("Rest.", "Rest and drink plenty.", "more than spelling"),
    ("Write to a@b.example", "Write to c@b.example", "changes an address"),
    ("One. Two.", "One.</p><p>Two.", "where a paragraph begins"),
    ("One two.", "One <b>two</b>.", "changes the formatting"),
    ("One two.", 'One <a href="/x/">two</a>.', "changes a link"),
    ("ab cd ef gh. " * 13, "ab cd ef ghh. " * 13, "changes 13 words"),
]


@pytest.mark.parametrize(("before", "after"), PASSES)
def test_slips_may_be_mended(before, after):
    assert is_typing_correction(one(f"<p>{before}</p>"), one(f"<p>{after}</p>")) == ""


@pytest.mark.parametrize(("before", "after", "why"), FAILS)
def test_more_than_a_slip_is_refused(before, after, why):
    refused = is_typing_correction(one(f"<p>{before}</p>"), one(f"<p>{after}</p>"))
    assert why in refused
    assert refused.endswith("Submit it instead.")


H, OTHER = heading("h", "Rest"), heading("i", "Sleep")
PAGES = {
    "title": (version, {"title": "Slep"}, {"title": "Sleep"}, ""),
    "introduction": (version, {"introduction": "Teh"}, {"introduction": "The"}, ""),
    "caption": (version, {"picture_caption": "A laek"}, {"picture_caption": "A lake"}, ""),
    "address": (version, {"slug": "a"}, {"slug": "b"}, "address"),
    "safety": (version, {"safety": "topics"}, {"safety": "on"}, "safety mode"),
    "content note": (version, {"content_note": "Deth"}, {"content_note": "Death"}, "content note"),
}


@pytest.mark.parametrize(("make", "before", "after", "why"), PAGES.values(), ids=PAGES)
def test_fields(make, before, after, why):
    refused = is_typing_correction(make(**before), make(**after))
    assert why in refused
    assert bool(refused) == bool(why)


def quotation(who):
    return "q", "quotation", {"text": "So.", "who": who, "source": ""}


def points(**values):
    return "k", "key_points", {"title": "In short", "points": listed(**values)}


def source(title):
    entry = {"authors": "Bowlby, J.", "year": "1988", "title": title, "source": "", "doi": "", "url": ""}
    return "r", "references", {"title": "References", "items": listed(a=entry)}


BLOCKS = {
    "added": ((H,), (H, OTHER), "This adds a block."),
    "removed": ((H, OTHER), (H,), "This takes a block out."),
    "moved": ((H, OTHER), (OTHER, H), "This moves a block."),
    "level": ((H,), (("h", "heading", {**H[2], "level": "3"}),), "This changes more than words: Level."),
    "who said it": ((quotation("Ana"),), (quotation("Anna"),), "This changes who said something."),
    "a part more": ((points(a="x"),), (points(a="x", b="y"),), "This adds, takes out or moves a part of a block."),
    "a source": ((source("Secure bas"),), (source("Secure base"),), "This changes the references."),
    "a slip in a part": ((points(a="teh x"),), (points(a="the x"),), ""),
    "a picture": ((("i", "image", {"image": 1}),), (("i", "image", {"image": 2}),), "than words: Picture."),
}


@pytest.mark.parametrize(("before", "after", "why"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(before, after, why):
    refused = is_typing_correction(version(*before), version(*after))
    assert why in refused
    assert bool(refused) == bool(why)
