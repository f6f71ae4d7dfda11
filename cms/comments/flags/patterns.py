"""Phrases of ``words.yaml`` as one pattern each: whole words, any spacing, straight or curly apostrophes."""

import re
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("words.yaml")
MOST_SHOWN = 5  # phrases of one flag
APOSTROPHES = "['’‘`]?"  # people leave them out
GAP = r"(?:[\W_]+[\w'’]+){0,3}[\W_]+"  # "…" in a phrase: up to three words


@cache
def lists() -> dict[str, list[str]]:
    """Every list of phrases, by its name."""
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern:
    """The phrases of one list. "*" at the end of a word stands for any ending, "…" for up to three words between."""
    return re.compile(rf"\b(?:{'|'.join(_written(phrase) for phrase in lists()[name])})(?!\w)", re.IGNORECASE)


def _written(phrase: str) -> str:
    parts = [_words(part) for part in phrase.split("…")]
    return GAP.join(parts)


def _words(part: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*").replace("'", APOSTROPHES) for word in part.split()]
    return r"[\W_]+".join(words)


def phrases_in(text: str, name: str) -> list[str]:
    """What of the list stands in the text, as it is written there."""
    found = (match.group() for match in pattern(name).finditer(text))
    return list(dict.fromkeys(" ".join(phrase.split()) for phrase in found))[:MOST_SHOWN]
