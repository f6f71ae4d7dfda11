"""Words that hurt are asked about, with a better word; the same letters in other words are not."""

import pytest
import yaml

from cms.article_check.rules.tables import FOLDER, table, whole_words

from .writing import block, found, found_in

RULE = "unkind_words"
HURT = [
    ("Her father committed suicide when she was ten.", "died by suicide"),
    ("People who commit suicide leave others behind.", "die by suicide"),
    ("After a failed suicide attempt he came to us.", "survived a suicide attempt"),
    ("It was a cry for help.", "every attempt is serious"),
    ("He hanged himself in the spring.", "without how"),
    ("She suffers from depression.", "lives with"),
    ("Many people are suffering from panic.", "lives with"),
    ("He is an addict.", "a person with an addiction"),
    ("Addicts often hide it.", "a person with an addiction"),
    ("Substance abusers are welcome.", "a person who uses drugs"),
    ("A borderline patient may test you.", "with a diagnosis"),
    ("Schizophrenics are rarely violent.", "a person with schizophrenia"),
    ("The mentally ill deserve better.", "people with"),
    ("I am so OCD about my desk.", "particular about"),
    ("She is just attention-seeking.", "seeks closeness"),
    ("He has been confined to a wheelchair since.", "uses a wheelchair"),
    ("Normal people sleep at night.", "most people"),
    ("We see difficult patients too.", "for whom this did not help"),
]
KIND = [
    "Her father died by suicide when she was ten.",
    "She took her own life, and the village went quiet.",
    "She has depression and lives with it.",
    "People with an addiction are welcome, and so is addiction as a subject.",
    "He finds it addictive; the additive is harmless.",
    "Say “died by suicide” and not “committed suicide”.",
    "“I am an addict,” he says of himself.",
    "The borderline between tired and ill is thin.",
    "Alcoholics Anonymous meets on Tuesdays.",
    "He committed himself to the work.",
    "They committed to weekly sessions; suicide was not spoken of.",
    "The relationship suffers when nobody listens, and a marriage suffers from silence.",
    "People with schizophrenia work, love and vote.",
    "The mental effort was enough.",
    "Attention is what children seek.",
    "He failed to end the call.",
    "Difficult people are people in difficulty.",
    "It is normal for people to cry.",
]


@pytest.mark.parametrize(("text", "better"), HURT)
def test_a_word_that_hurts_comes_with_a_better_one(text, better):
    [finding] = found_in(RULE, text)
    assert finding.level == "ask"
    assert better in finding.what


@pytest.mark.parametrize("text", KIND)
def test_kind_words_are_quiet(text):
    assert [finding.what for finding in found_in(RULE, text)] == []


def test_what_somebody_says_of_themselves_stands_but_not_how_a_suicide_is_told():
    says = block("quotation", {"text": "I am an addict and I suffer from it.", "who": "Heard in a group"})
    tells = block("quotation", {"text": "He committed suicide.", "who": "A newspaper"})
    assert found(RULE, says) == []
    assert len(found(RULE, tells)) == 1


def test_both_kinds_of_apostrophe_and_any_case_are_the_same():
    assert whole_words(["can't stop"]).search("You CAN’T STOP.")
    assert whole_words(["can't stop"]).search("you can't stop")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_table_is_dated_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert yaml.safe_load(text)["dated"].isoformat() in text.splitlines()[0] + text.splitlines()[1]


def test_every_word_has_a_better_one_and_a_reason():
    groups = table("words")["groups"]
    assert [entry for group in groups for entry in group["words"] if not entry["better"] or not entry["say"]] == []
    assert all(group["why"] for group in groups)
