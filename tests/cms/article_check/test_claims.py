"""Claims need a source; denials, questions, other people's words and what names its source do not."""

import pytest

from .writing import block, found, found_in, heading, paragraphs

RULE = "claim_without_source"
CLAIMS = [
    "Research shows that couples who talk stay together.",
    "Recent studies have found that it helps.",
    "Several studies suggest otherwise, and research has consistently shown it.",
    "According to research, most people recover.",
    "This method is clinically proven.",
    "Online therapy is as effective as meeting in person.",
    "We work with individuals just as effectively as with couples.",
    "It works better than medication.",
    "Our approach cures panic.",
    "We guarantee that you will feel better.",
    "Hypnosis has a success rate that surprises people.",
    "Not only does it cure insomnia, it is quick.",
    "There is no doubt that therapy cures most phobias.",
    "Is that too much? We can guarantee it.",
    "95% of our clients stay together.",
    "Research shows that relationship change doesn’t need both partners.",
]
QUIET = [
    "We do not promise a cure.",
    "Nobody can guarantee that it helps.",
    "There is no cure for grief, and it needs none.",
    "I can’t guarantee anything.",
    "A cure is not what I offer.",
    "A secure place, an obscure feeling, a curate and a curious child.",
    "Is online therapy as effective as meeting in person?",
    "“You will cure me,” she said, and I said nothing.",
    "My mother used to say ‘I guarantee it’ about everything.",
    "Freud called it the talking cure.",
    "We often begin with the miracle question.",
    "Research shows that couples wait for six years (Gottman, 1994).",
    "As Bowlby (1988) wrote, research suggests otherwise.",
    'Studies show it: <a href="https://journal.example/1">read one</a>.',
    "Let us look at what the research shows.",
    "It is as good as over.",
    "A therapist who promises success is one to be wary of, never a guarantee.",
    "I do research, and my studies took ten years.",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_is_asked_about(text):
    assert [finding.level for finding in found_in(RULE, text)][:1] == ["ask"]


@pytest.mark.parametrize("text", QUIET)
def test_what_claims_nothing_or_names_its_source_is_quiet(text):
    assert found_in(RULE, text) == []


def test_every_claim_of_a_paragraph_is_found_at_its_own_sentence():
    text = "We guarantee it. The weather was fine. Studies show it."
    assert [(one.what, one.excerpt) for one in found_in(RULE, text)] == [
        ("“guarantee” is a claim, and no source is named.", "We guarantee it."),
        ("“Studies show” is a claim, and no source is named.", "Studies show it."),
    ]


def test_a_heading_has_its_source_in_the_paragraph_below():
    claim = heading("Research shows that sleep heals")
    assert len(found(RULE, claim, *paragraphs("It does."))) == 1
    assert found(RULE, claim, *paragraphs("It does (Walker, 2017).")) == []
    assert found(RULE, heading("Does therapy cure anything?")) == []


def test_title_and_introduction_are_read_and_quotations_are_not():
    assert [one.place for one in found(RULE, title="We guarantee sleep", introduction="It cures.")] == [
        "title",
        "introduction",
    ]
    said = block("quotation", {"text": "It cured me.", "who": "A book"})
    script = block("words_to_use", {"situation": "At night", "words": "I guarantee that I will be there."})
    assert found(RULE, said, script) == []
