"""Slips of the keyboard that a spelling checker passes over."""

import re

from ..findings import Level
from ..prose import Kind
from .rule import Rule
from .tables import table

_PARTED = re.compile(r"\b([A-Za-z]{2,9}), ([a-z]{2,9})\b")
_TWICE = re.compile(r"\b([a-z]{2,})\s+\1\b(?![-’'])", re.I)
_GLUED = re.compile(r"(?<![a-z])[a-z]{3,30}(?:[.!?][A-Z][a-z]{2,30}|,[a-z]{3,30})")
_SPACE_BEFORE = re.compile(r"\w\s+[,;](?=\s)|\w\s+\.(?=\s+[A-Z]|$)")
_ADDRESS = re.compile(r"@|www\.|://|\.(?:com|org|net|uk|ie|au|nz|ca|example|gov)\b", re.I)


class TypingSlip(Rule):
    """A comma within a word ("So, metimes"), a word twice, a space lost after a full stop or set before a comma.

    A comma is taken to part a word where both halves together are a common word and the second half is none.
    """

    key = "typing_slip"
    name = "Slip of the keyboard"
    level = Level.HINT
    why = "Small slips make readers doubt the rest."
    how = "Look at it once more."

    def findings(self, reading):
        for piece in reading.pieces:
            if piece.kind is not Kind.MARK:
                for found in _slips(re.sub(r"\S+", _without_addresses, piece.text)):
                    yield self.in_words(piece, found, f"Is “{found.group().strip()}” meant?")


def _without_addresses(found) -> str:
    """Addresses are no words; as long as they were, so that places stay."""
    return "x" * len(found.group()) if _ADDRESS.search(found.group()) else found.group()


def _slips(text: str):
    for found in _PARTED.finditer(text):
        first, second = found.group(1).lower(), found.group(2)
        if first + second in _long_words() and second not in table("slips")["short"]:
            yield found
    for found in _TWICE.finditer(text):
        if found.group(1).lower() not in table("slips")["twice"]:
            yield found
    for pattern in (_GLUED, _SPACE_BEFORE):
        yield from pattern.finditer(text)


def _long_words() -> frozenset[str]:
    return frozenset(table("slips")["long"].split())
