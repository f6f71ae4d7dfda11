"""The lists of words that rules look for: data files with their sources, read once by each process."""

import re
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[1] / "data"


@cache
def table(name: str) -> dict:
    """The data file of this name."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def any_of(name: str, key: str) -> re.Pattern:
    """One pattern for all the phrases under a key: whole words, in any case, with either kind of apostrophe."""
    return whole_words(table(name)[key])


def whole_words(phrases) -> re.Pattern:
    """A pattern that finds any of these phrases, themselves patterns, as whole words in text with single spaces."""
    joined = "|".join(phrase.replace("'", "[’']") for phrase in phrases)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.I)
