"""Read time and addresses, tried on five real articles where they are at hand."""

from pathlib import Path

import pytest

from cms.blocks.words import count_words, read_minutes, text_of, words
from cms.faq.models import FaqEntry
from tests.building import make_article
from tests.cms.sample_blocks import body_of

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "articles"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample articles are not on this machine")


@pytest.mark.parametrize(
    ("length", "minutes"),
    [(0, 1), (1, 1), (238, 1), (239, 2), (476, 2), (477, 3), (1190, 5), (1191, 6), (23_800, 100), (23_801, 101)],
)
def test_read_time_is_238_words_a_minute_rounded_up(length, minutes):
    assert read_minutes(length) == minutes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("  \n ", 0),
        ("One two three", 3),
        ("It’s don't", 2),
        ("co-operate well-being", 2),
        ("a — b – c … d", 4),
        ("“Quoted,” she said.", 3),
        ("24 hours", 2),
        ("...!?", 0),
        ("Où être naïve", 3),
    ],
)
def test_counting_words(text, number):
    assert count_words(text) == number


def test_what_a_reader_sees_is_counted_and_nothing_else(at_alder):
    bank = FaqEntry.objects.create(question="How long?", answer="<p>An hour.</p>")
    body = body_of(
        [
            {"paragraph": "Two **bold** words."},
            {"heading": {"level": 2, "text": "A heading"}},
            {"vignette": {"basis": "fictional", "title": "Tea", "text": "They drank."}},
            {"faq": {"title": "Asked", "items": [{"question": "Why me?", "answer": "- one\n- two"}, {"bank": "x"}]}},
            {"call_to_action": {"offer": "default", "heading": "Come by", "button": "See how"}},
            {"divider": {}},
        ],
        lambda kind, name: bank,
    )
    assert words(text_of(body)) == [
        *("Two", "bold", "words", "A", "heading"),
        *("Fictional", "nobody", "in", "it", "exists", "Tea", "They", "drank"),
        *("Asked", "Why", "me", "one", "two", "How", "long", "An", "hour"),
        *("Come", "by", "See", "how"),
    ]


def sample(number: str) -> list[str]:
    return (SAMPLES / f"{number}.txt").read_text(encoding="utf-8").splitlines()


@needs_samples
@pytest.mark.parametrize(("number", "minutes"), [("000", 2), ("001", 5), ("002", 3), ("003", 8), ("004", 4)])
def test_read_time_of_the_samples(at_alder, number, minutes):
    paragraphs = [{"paragraph": line} for line in sample(number) if line.strip()]
    assert make_article("A sample", paragraphs).read_minutes == minutes


@needs_samples
def test_curly_quotes_in_a_title_give_a_clean_address(at_alder):
    page = make_article(sample("000")[0])
    assert page.slug == "can-you-fix-my-partner-when-one-person-wants-therapy-more-than-the-other"
    assert page.url == f"/articles/{page.slug}/"
