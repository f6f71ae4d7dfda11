"""Words that stigmatise, and words about suicide that are unsafe."""

from functools import cache

from ..findings import Level
from ..prose import Kind, is_quoted
from .rule import Rule
from .tables import table, whole_words


class UnkindWords(Rule):
    """Words that name a person by an illness, blame, or make a suicide sound like a crime or a success.

    In quotation marks they are quiet: there they are somebody's own words, or what the article speaks about. In a block
    of somebody's words only those about suicide are found. The sources stand with the words, in data/words.yaml.
    """

    key = "unkind_words"
    name = "Words that hurt, and better ones"
    level = Level.ASK
    why = "The words shape how readers see themselves, and whether they ask for help."
    how = "Write it as suggested, or say why this word is right here."

    def findings(self, reading):
        for piece in reading.pieces:
            for group, pattern, entry in _entries():
                if piece.kind is Kind.QUOTED and not group["in_quotations"]:
                    continue
                yield from self._in(piece, pattern, entry, group)

    def _in(self, piece, pattern, entry, group):
        for found in pattern.finditer(piece.text):
            if not is_quoted(piece.text, found.start()):
                what = f"Instead of “{found.group()}”: {entry['better']}."
                yield self.in_words(piece, found, what, why=entry.get("why") or group["why"])


@cache
def _entries() -> list[tuple[dict, object, dict]]:
    return [(group, whole_words(entry["say"]), entry) for group in table("words")["groups"] for entry in group["words"]]
