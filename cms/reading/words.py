"""A reader's words: cleaned, cut to their stems, found again in a text, and marked there."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import get_text_for_indexing

from cms.blocks.words import words

SHORTEST, LONGEST = 2, 100  # characters of what was typed
MOST_TERMS = 8
SNIPPET = 220  # characters
# Endings that an English word may have beside its stem; the longest that fits is cut off.
_ENDINGS = ("ations", "ation", "iness", "ings", "ness", "ies", "ing", "ily", "ed", "es", "ly", "er", "y", "s", "e")
_STEM = 4  # letters that a stem keeps at least


def cleaned(typed: str) -> str:
    """What was typed, on one line, without signs that no text has."""
    text = unicodedata.normalize("NFC", typed)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def plain(rich_text) -> str:
    """The words of rich text, stored or as a value, on one line."""
    return _plain(getattr(rich_text, "source", rich_text))


@lru_cache(maxsize=512)  # the answers of a page are asked for each time that it is drawn
def _plain(stored: str) -> str:
    return " ".join(get_text_for_indexing(stored).split())


def terms_of(text: str) -> list[str]:
    """The words to look for, in lower case, each once; of very many the first few."""
    found = (word.strip("-'’").lower() for word in words(text))
    return list(dict.fromkeys(word for word in found if len(word) >= SHORTEST))[:MOST_TERMS]


def stem(word: str) -> str:
    """The beginning that the forms of a word share: "sleeping", "sleeps" and "sleep" give "sleep"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _pattern(stems: list[str]) -> re.Pattern:
    longest_first = sorted(stems, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})[\w’']*", re.IGNORECASE)


def marked(text: str, stems: list[str]) -> SafeString:
    """The text as HTML with every word that begins with a stem in ``mark``. Escaped piece by piece, so nothing else
    in it is markup."""
    if not stems:
        return mark_safe(escape(text))
    pieces, at = [], 0
    for found in _pattern(stems).finditer(text):
        pieces += [escape(text[at : found.start()]), "<mark>", escape(found.group()), "</mark>"]
        at = found.end()
    return mark_safe("".join([*map(str, pieces), escape(text[at:])]))


def _in_sentences(text: str) -> str:
    """On one line; a heading or an item without an end gets one, so that it does not run into what follows."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    pieces = []
    for line, following in pairwise([*lines, ""]):
        goes_on = line[-1] in ".?!:;,…" or following[:1].islower()
        pieces.append(line if goes_on else f"{line}.")
    return " ".join(pieces)


def snippet(text: str, stems: list[str]) -> str:
    """About two lines of the text around the first word that was looked for; its beginning where there is none."""
    text = _in_sentences(text)
    found = _pattern(stems).search(text) if stems else None
    begin = max(0, found.start() - SNIPPET // 3) if found else 0
    if begin:
        begin = text.find(" ", begin) + 1
    part = text[begin : begin + SNIPPET]
    if begin + SNIPPET < len(text):
        part = part.rpartition(" ")[0] or part
    return f"{'… ' if begin else ''}{part}{' …' if begin + len(part) < len(text) else ''}"
