"""Is it advertising? Naive Bayes over words and a few features, learning from this practice's own decisions.

A comment is the set of its words. Each tells by how often it stood in what this practice called spam and in what it
kept, on top of a few words that everybody's spam has (``spam_prior.yaml``). Until it has seen enough of both kinds,
only what is blatant counts as spam. Nothing is asked of anybody else's service.
"""

import math
import re
from functools import cache
from pathlib import Path

import yaml
from django.db import IntegrityError, transaction

from .flags.identity import WEB
from .models import SpamCounts

PRIOR = Path(__file__).with_name("spam_prior.yaml")
PRIOR_WEIGHT = 2  # comments in which each word of the prior counts as seen
MOST_WORDS = 20_000  # kept of one practice: about 600 KB
ENOUGH = 15  # decisions of each kind, before learned words decide
MOST_OF_A_WORD = 2.5  # how far one word may pull, as a logarithm of odds
CAREFUL = 0.99  # from here on it goes to the heap of what is probably spam
BLATANT = 3  # rules that a comment breaks, without anything learned

WORD = re.compile(r"[^\W\d_][\w'’-]{1,24}")
SHAPES = {
    "#link": lambda text: bool(WEB.search(text)),
    "#links": lambda text: len(WEB.findall(text)) > 1,
    "#price": lambda text: bool(re.search(r"[$€£]\s?\d|\d\s?(?:%|usd|eur)", text, re.IGNORECASE)),
    "#shouts": lambda text: sum(char.isupper() for char in text) > 0.5 * max(12, sum(char.isalpha() for char in text)),
    "#long number": lambda text: bool(re.search(r"\d[\d\s-]{8,}\d", text)),
}


def words_of(text: str) -> set[str]:
    """What a text is judged by."""
    words = {word.lower().replace("’", "'") for word in WORD.findall(text)}
    return words | {name for name, has in SHAPES.items() if has(text)}


@cache
def _prior() -> tuple[frozenset[str], frozenset[str]]:
    lists = yaml.safe_load(PRIOR.read_text(encoding="utf-8"))
    return frozenset(lists["spam"]), frozenset(lists["ham"])


def score(text: str, counts: SpamCounts) -> float:
    """How likely it is spam, 0 to 1, by what is known so far."""
    odds = 0.0
    for word in words_of(text):
        spam, ham = counts.words.get(word, (0, 0))
        spam += PRIOR_WEIGHT * (word in _prior()[0])
        ham += PRIOR_WEIGHT * (word in _prior()[1])
        pull = math.log((spam + 0.5) / (counts.spam + 2 * PRIOR_WEIGHT)) - math.log(
            (ham + 0.5) / (counts.ham + 2 * PRIOR_WEIGHT)
        )
        if spam + ham:
            odds += max(-MOST_OF_A_WORD, min(MOST_OF_A_WORD, pull))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def is_probably_spam(text: str, signs: list[str], counts: SpamCounts) -> bool:
    """Whether it goes to the heap. ``signs`` are what the rules found (flags/looks_like_spam.py)."""
    is_trained = min(counts.spam, counts.ham) >= ENOUGH
    likely = score(text, counts)
    return (is_trained and likely >= CAREFUL) or (len(signs) >= BLATANT and likely >= 0.5)


# --- learning ---


def counts_here() -> SpamCounts:
    """What is known at the practice in scope."""
    return SpamCounts.objects.first() or SpamCounts()


@transaction.atomic
def learn(lessons: list[tuple[str, str, int]]):
    """Note texts as ``("spam" or "ham", +1)``, or take back what was noted, ``-1``. One row is read and written."""
    if not lessons:
        return
    counts = _locked()
    for text, kind, step in lessons:
        place = 0 if kind == "spam" else 1
        setattr(counts, kind, max(0, getattr(counts, kind) + step))
        for word in words_of(text):
            _count(counts.words, word, place, step)
    counts.words = _bounded(counts.words)
    counts.save()


def _locked() -> SpamCounts:
    """The row, for this transaction alone. Of two that make the first one at once, one waits for the other's."""
    rows = SpamCounts.objects.select_for_update()
    counts = rows.first()
    if counts is None:
        try:
            with transaction.atomic():
                SpamCounts().save()
        except IntegrityError:
            pass
        counts = rows.get()
    return counts


def _count(words: dict, word: str, place: int, step: int):
    pair = words.setdefault(word, [0, 0])
    pair[place] = max(0, pair[place] + step)
    if pair == [0, 0]:
        del words[word]


def _bounded(words: dict) -> dict:
    """Without the words that tell least: seen seldom, and as often in one kind as in the other."""
    if len(words) <= MOST_WORDS:
        return words
    by_use = sorted(words.items(), key=lambda one: (abs(one[1][0] - one[1][1]), sum(one[1])), reverse=True)
    return dict(by_use[: MOST_WORDS * 9 // 10])
