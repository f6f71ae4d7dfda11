"""The base of all rules: what a rule says of itself, and how it makes a finding."""

from collections.abc import Iterable

from ..findings import Finding, Level, shortened
from ..prose import Piece, sentence_at
from ..reading import Reading


class Rule:
    """One thing to look for. A rule reads; it asks nobody and changes nothing, so that the same text gives the same."""

    key: str
    name: str  # in the panel, above its findings
    level: Level
    why: str
    how: str

    def findings(self, reading: Reading) -> Iterable[Finding]:
        """What is found in one article, in the order of the text."""
        raise NotImplementedError

    def found(self, place: str, what: str, *, excerpt: str = "", stands_on: str = "", **other) -> Finding:
        """A finding at a place. ``other`` replaces the rule's own ``level``, ``why`` or ``how``."""
        own = {"level": self.level, "why": self.why, "how": self.how, **other}
        return Finding(
            self.key, place=place, excerpt=shortened(excerpt), what=what, stands_on=stands_on or excerpt, **own
        )

    def in_words(self, piece: Piece, match, what: str, **other) -> Finding:
        """A finding about a match within a piece; it stands on the sentence around it."""
        sentence = sentence_at(piece.text, match.start())
        return self.found(
            piece.place, what, excerpt=sentence, stands_on=f"{match.group().lower()}\n{sentence}", **other
        )
