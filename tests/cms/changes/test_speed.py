"""Comparing a long article takes no time that anybody notices."""

import random
import sys
import time

import pytest

from cms.changes.comparing import compare

from .versions import version

pytestmark = pytest.mark.usefixtures("at_alder")
WORDS = [f"word{number}" for number in range(300)] + ["the", "a", "of", "and", "to", "is"] * 25
MOST_SECONDS = 0.2  # of the processor's time


def paragraph(chance, words: int) -> list[str]:
    return [chance.choice(WORDS) for _ in range(words)]


def rewritten(chance, words: list[str]) -> list[str]:
    """Every tenth word is another."""
    return [chance.choice(WORDS) if chance.random() < 0.1 else word for word in words]


def article(paragraphs: list[list[str]], in_one_block: bool):
    html = [f"<p>{' '.join(words)}</p>" for words in paragraphs]
    blocks = ["".join(html)] if in_one_block else html
    return version(*[(str(number), "paragraph", block) for number, block in enumerate(blocks)])


def seconds_for(before, after) -> float:
    begun = time.process_time()
    assert compare(before, after).changes
    return time.process_time() - begun


@pytest.mark.parametrize("in_one_block", [False, True])
@pytest.mark.parametrize("size", [50, 250, 5000])
def test_five_thousand_words(size, in_one_block, capsys):
    chance = random.Random(size)
    before = [paragraph(chance, size) for _ in range(5000 // size)]
    after = [rewritten(chance, words) for words in before]
    versions = article(before, in_one_block), article(after, in_one_block)
    # The quickest of three: the others may have tidied up the memory of the tests before.
    taken = min(seconds_for(*versions) for _ in range(3))
    with capsys.disabled():
        sys.stdout.write(f"\n5,000 words, {size} a paragraph, one block {in_one_block}: {taken * 1000:.0f} ms\n")
    assert taken < MOST_SECONDS
