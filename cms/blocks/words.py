"""Counting words: read time and length are the same figure everywhere."""

import math
import re

from django.utils.html import strip_tags

WORDS_A_MINUTE = 238  # Brysbaert (2019), mean silent reading rate of non-fiction in English
_WORD = re.compile(r"[\w’'-]*\w[\w’'-]*")


def words(text: str) -> list[str]:
    """The words of a text: runs of letters and digits, with hyphens and apostrophes inside."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(words(text))


def read_minutes(words: int) -> int:
    """Minutes to read so many words: rounded up, at least 1."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def text_of(body) -> str:
    """All words of a StreamField's value that a reader sees, as plain text, one piece a line."""
    pieces = (piece for child in body for piece in child.block.get_searchable_content(child.value))
    return "\n".join(strip_tags(str(piece)) for piece in pieces)
