"""Citations and references that do not find each other."""

from cms.blocks.references import citations_in, reference_key

from ..findings import Level
from ..prose import Kind
from ..reading import items_of
from .rule import Rule

# Where nobody cites: a reader's script, and questions.
_NEVER_CITE = {Kind.MARK, Kind.SCRIPT}


def _references(reading) -> list[tuple[str, str, dict]]:
    """Place, key and fields of each reference that says at least who or what it is."""
    found = []
    for block in reading.blocks:
        if block.type == "references":
            for place, value in items_of(block.get("items")):
                if isinstance(value, dict) and (value.get("authors") or value.get("title")):
                    key = reference_key(str(value.get("authors") or ""), str(value.get("year") or ""))
                    found.append((place or block.place, key, value))
    return found


def _citations(reading):
    for piece in reading.pieces:
        if piece.kind not in _NEVER_CITE:
            for words, key in citations_in(piece.text):
                yield piece, words, key


class CitationWithoutReference(Rule):
    """Who names a source in the text lists it, so that a reader can look it up (APA Style, 8.4)."""

    key = "citation_without_reference"
    name = "Citation without a reference"
    level = Level.ASK
    why = "Readers cannot look the source up. Copying from a website often loses the list of references."
    how = "Add it to a “References” block, or take the citation out."

    def findings(self, reading):
        known, seen = {key for _, key, _ in _references(reading)}, set()
        for piece, words, key in _citations(reading):
            if key not in known and key not in seen:
                seen.add(key)
                yield self.found(
                    piece.place, f"“{words}” is in no list of references.", excerpt=piece.text, stands_on=key
                )


class ReferenceNeverCited(Rule):
    """What is listed has been used: every reference is cited at least once (APA Style, 8.4)."""

    key = "reference_never_cited"
    name = "Reference that is never cited"
    level = Level.ASK
    why = "Readers cannot tell what in the article rests on it."
    how = "Cite it where it is used, for example “(Bowlby, 1988)”, or take it out of the list."

    def findings(self, reading):
        cited = {key for _, _, key in _citations(reading)}
        for place, key, value in _references(reading):
            if key not in cited:
                words = ", ".join(str(value[name]) for name in ("authors", "year", "title") if value.get(name))
                yield self.found(place, "The text never names this source.", excerpt=words)
