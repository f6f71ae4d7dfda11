"""Testimonials, and stories in which somebody could be recognised."""

from types import SimpleNamespace

import pytest

from .writing import block, found, found_in, heading

TESTIMONIAL, DETAILS = "testimonial", "vignette_with_details"
AUSTRALIA = {"practice": SimpleNamespace(country="AU", pk=1)}
PRAISE = [
    "“Therapy has changed my life,” one of them wrote.",
    "A former client told me that therapy saved my marriage.",
    "“I can’t recommend her enough.”",
    "“I highly recommend this practice.” — J., 34",
    "“The best therapist I have met.”",
    "One of our clients said that we had saved our marriage thanks to her.",
    "We are rated 4.9 by people like you.",
    "★★★★★ and more",
]
NO_PRAISE = [
    "“He is the one who needs help.”",
    "“I know we need help, but my partner does not think so.”",
    "You have shared testimonials about how it saved other relationships.",
    "You can also share success stories of couples who found a turning point.",
    "Grief changed my life, and it will change yours.",
    "A client of mine once said that she was tired.",
    "We recommend a glass of water.",
    "The best therapist for you is one you can disagree with.",
    "Five starlings sat on the wire.",
]


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_asked_about_and_stops_where_the_law_forbids_it(text):
    assert [one.level for one in found_in(TESTIMONIAL, text)] == ["ask"]
    body = block("paragraph", f"<p>{text}</p>")
    [finding] = found(TESTIMONIAL, body, facts=AUSTRALIA)
    assert finding.level == "stop"
    assert "Australia" in finding.why


@pytest.mark.parametrize("text", NO_PRAISE)
def test_what_praises_nobody_is_quiet(text):
    assert found_in(TESTIMONIAL, text) == []


@pytest.mark.parametrize("words", ["Testimonials", "What our clients say", "Client reviews:", "Success stories"])
def test_a_heading_can_announce_them(words):
    assert len(found(TESTIMONIAL, heading(words))) == 1


@pytest.mark.parametrize(
    "words", ["What clients bring", "Reviewing the year", "When a story is not a success", "Kindness"]
)
def test_other_headings_are_quiet(words):
    assert found(TESTIMONIAL, heading(words)) == []


def test_a_block_of_somebodys_words_is_read_too():
    said = block("quotation", {"text": "She saved my marriage.", "who": "A client"})
    assert len(found(TESTIMONIAL, said)) == 1
    assert found(TESTIMONIAL, block("quotation", {"text": "I miss him.", "who": "A client"})) == []


RECOGNISED = [
    "Ruth, a 42-year-old nurse from Leeds, came in spring.",
    "He was 34, taught music in Galway and had stopped sleeping. He is a music teacher.",
    "In her late fifties, she lived in Port Ellery and worked as a solicitor.",
    "The baker in Whitby, aged 61, laughed.",
    "Sam turned thirty-one and moved to Bristol as a junior doctor, a doctor who could not rest.",
]
NOBODY = [
    "Ruth, a 42-year-old nurse, came in spring.",
    "A nurse from Leeds came in spring.",
    "She was 42 and lived in Leeds.",
    "In May a teacher aged 40 rang.",
    "He was a teacher, and at 50 he told Anna everything from A to Z.",
    "They had 42 arguments in Leeds about who was the better cook; the cook of 40 dishes won.",
    "Her mother gave the letter to Tom, who is 12, and to a nurse.",
]


@pytest.mark.parametrize("text", RECOGNISED)
def test_age_place_and_job_together_are_asked_about(text):
    story = block("vignette", {"basis": "composite", "title": "A story", "text": f"<p>{text}</p>"})
    assert [one.level for one in found(DETAILS, story)] == ["ask"]


@pytest.mark.parametrize("text", NOBODY)
def test_two_of_the_three_are_not(text):
    story = block("vignette", {"basis": "composite", "title": "A story", "text": f"<p>{text}</p>"})
    assert [one.what for one in found(DETAILS, story)] == []


def test_only_stories_are_looked_at():
    assert found_in(DETAILS, RECOGNISED[0]) == []
