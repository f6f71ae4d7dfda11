"""A colon announces something: what has lost it is asked about, what is followed by it is not."""

import pytest

from .writing import block, found, heading, item, paragraphs

RULE = "lost_list"
PROSE = "This is a sentence that goes on by itself."
LOST = [
    "Common reasons include:",
    "It can help you:",
    "Try:",
    "Help your partner see how therapy can:",
    "You can set shared goals:",
    "There are three ways to change the story:",
    "What to look for in the first weeks, for example:",
    "We offer the following:",
]
ANNOUNCED = [
    "Here’s the truth:",
    "But here is the thing:",
    "The question is this:",
    "There is one rule:",
    "She looked up and said:",
    "You might tell them:",
    "In other words:",
    "Remember:",
    "I have a suggestion:",
]
FOLLOWING = {
    "a list": [block("paragraph", "<ul><li>One</li></ul>")],
    "a numbered line": paragraphs("1. Your patterns"),
    "a quotation in the text": paragraphs("“What about it feels unsafe?”"),
    "bare lines": paragraphs("fear of being blamed", "discomfort with closeness"),
    "lines with capitals": paragraphs("A quiet hour", "A glass of water"),
    "a telephone number": paragraphs("01632 960001"),
    "pasted bullets": paragraphs("• One", "• Two"),
    "a quotation": [block("quotation", {"text": "Yes."})],
    "words to use": [block("words_to_use", {"situation": "Now", "words": "Stay."})],
    "steps": [block("numbered_steps", {"steps": [item({"heading": "One", "text": ""})]})],
    "key points": [block("key_points", {"points": []})],
    "a table": [block("table", {"caption": "How often"})],
    "a picture": [block("image", {"image": 1})],
    "help": [block("crisis_help", {})],
}
NOTHING = {
    "nothing": [],
    "a heading": [heading("Next part")],
    "prose": paragraphs(PROSE),
    "a call to action": [block("call_to_action", {"which": "default"})],
    "a pause": [block("divider", None)],
}


@pytest.mark.parametrize("line", LOST)
@pytest.mark.parametrize("following", NOTHING.values(), ids=NOTHING)
def test_a_line_that_has_lost_its_list_is_asked_about(line, following):
    assert [(one.level, one.excerpt) for one in found(RULE, *paragraphs(line), *following)] == [("ask", line)]


@pytest.mark.parametrize("following", FOLLOWING.values(), ids=FOLLOWING)
def test_a_line_is_quiet_with_what_it_announces(following):
    for line in (*LOST, *ANNOUNCED):
        assert found(RULE, *paragraphs(line), *following) == []


@pytest.mark.parametrize("line", ANNOUNCED)
def test_one_thing_that_is_announced_may_be_prose_but_not_nothing(line):
    assert found(RULE, *paragraphs(line, PROSE)) == []
    assert len(found(RULE, *paragraphs(line))) == 1


@pytest.mark.parametrize("text", ["One thing: rest.", "At 10:30 we begin.", "She said: “Stay.”", "Why? Because:)"])
def test_a_colon_within_a_line_is_quiet(text):
    assert found(RULE, *paragraphs(text, PROSE)) == []


def test_the_line_and_its_list_may_stand_in_one_paragraph_or_at_the_end_of_an_answer():
    together = block("paragraph", "<p>It can help you:</p><ul><li>rest</li></ul>")
    lines = block("paragraph", "<p>It can help you:<br/>rest<br/>breathe</p>")
    assert found(RULE, together, lines) == []
    answer = block("faq", {"items": [item({"question": "Does it help?", "answer": "<p>It can help you:</p>"}, "pair")]})
    assert len(found(RULE, answer)) == 1
