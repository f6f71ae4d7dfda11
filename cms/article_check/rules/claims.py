"""Claims that need a source."""

import re

from cms.blocks.references import citations_in

from ..findings import Level
from ..prose import Kind, is_asked, is_denied, is_quoted
from .rule import Rule
from .tables import any_of

_SILENT = {Kind.QUOTED, Kind.SCRIPT, Kind.QUESTION, Kind.MARK}  # other people's words, and questions
_WEB = re.compile(r"https?://|doi:", re.I)


class ClaimWithoutSource(Rule):
    """What is said of research or of success can be checked, or is not said.

    Quiet where the same paragraph cites a source or links to one, in questions, in other people's words, and where
    the claim is denied ("We do not promise a cure").
    Source: APA Ethical Principles, 5.01 (b); CAP Code, 3.7 and 12.1 (evidence before a claim is published).
    """

    key = "claim_without_source"
    name = "Claim without a source"
    level = Level.ASK
    why = "Readers in need believe such sentences, and codes of ethics and of advertising ask for the evidence."
    how = "Name the source, say it more carefully, or leave it out."

    def findings(self, reading):
        pattern = any_of("claims", "phrases")
        for index, piece in enumerate(reading.pieces):
            if piece.kind in _SILENT or not pattern.search(piece.text):
                continue
            nearby = reading.pieces[index : index + (2 if piece.kind is Kind.HEADING else 1)]
            if any(_has_source(one) for one in nearby):
                continue
            yield from self._in(piece, pattern)

    def _in(self, piece, pattern):
        for found in pattern.finditer(piece.text):
            if is_quoted(piece.text, found.start()) or is_asked(piece.text, found.start()):
                continue
            if not is_denied(piece.text, found.start(), found.end()):
                yield self.in_words(piece, found, f"“{found.group()}” is a claim, and no source is named.")


def _has_source(piece) -> bool:
    """Whether a paragraph names where something comes from: a citation, a document, or an address outside."""
    if citations_in(piece.text):
        return True
    return any(link.kind == "document" or (link.kind == "address" and _WEB.match(link.target)) for link in piece.links)
