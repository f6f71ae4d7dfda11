"""An answer whose question is missing."""

import re

from ..findings import Level
from ..prose import Kind
from ..reading import items_of
from .rule import Rule

_ANNOUNCES = re.compile(
    r"(?:(?:some |your |our |more |the )?(?:frequently asked |frequent |common |typical |usual )?"
    r"questions(?: (?:and|&) answers|,? answered| people(?: often)? ask.*|"
    r" (?:we|i)(?: are| am)? (?:often |frequently )?(?:get|hear|asked).*)|"
    r"(?:your |our |some )?(?:frequently asked|common|frequent) questions.*|f\.?a\.?q\.?s?|q ?(?:&|and) ?a)\W*",
    re.I,
)
# How answers begin that belong to a question somebody asked.
_ANSWERS = re.compile(
    r"(?:yes|no|yep|not (?:always|necessarily|really|at all)|of course|absolutely|certainly|definitely|usually|often|"
    r"sometimes|indeed|it depends|that depends)\b[,.;:—–-]?\s",
    re.I,
)
_ENDS_ASKING = re.compile(r"\?[”\"’)\]]*$")
_BEGINS_ASKING = re.compile(r"^[^.!]{3,200}\?")
LONGEST_HEADING = 60


class AnswerWithoutQuestion(Rule):
    """A reader cannot use "Yes, usually." without knowing what was asked; copying from accordions loses the questions.

    A pair of the question block without its question; and answers below a heading like "Frequently asked questions"
    where nothing is asked. There, list items are answers unless they ask themselves, or a question stands before the
    list; paragraphs are, once one of them begins as answers do and nothing is asked at all.
    """

    key = "answer_without_question"
    name = "Answer without a question"
    level = Level.STOP
    why = "Without its question nobody can tell what this answers."
    how = "Write the question that it answers, best in a “Questions and answers” block."

    def findings(self, reading):
        for block in reading.blocks:
            if block.type == "faq":
                yield from self._pairs(block)
        for section in _sections(reading.body):
            yield from (self._answer(piece) for piece in _unasked(section))

    def _pairs(self, block):
        for place, pair in items_of(block.get("items")):
            if isinstance(pair, dict) and _has_words(pair.get("answer")) and not _has_words(pair.get("question")):
                answer = " ".join(re.sub(r"<[^>]*>", " ", pair["answer"]).split())
                yield self.found(place or block.place, "This answer has no question.", excerpt=answer)

    def _answer(self, piece):
        return self.found(piece.place, "This answer has no question.", excerpt=piece.text)


def _has_words(html) -> bool:
    return isinstance(html, str) and bool(re.sub(r"<[^>]*>|&nbsp;|\s", "", html))


def _is_announcement(piece) -> bool:
    """A heading, or a line that stands as one, which says that questions follow."""
    if piece.kind is Kind.TEXT and len(piece.text) > LONGEST_HEADING:
        return False
    return piece.kind in (Kind.HEADING, Kind.TEXT) and bool(_ANNOUNCES.fullmatch(piece.text.strip()))


def _sections(body):
    """What stands below each announcement, up to the next heading."""
    section = None
    for piece in body:
        if _is_announcement(piece):
            if section:
                yield section
            section = []
        elif section is not None and (piece.kind is Kind.HEADING or piece.block == "faq"):
            # Below a question block's own heading stand at most words that lead to it.
            if section and piece.kind is Kind.HEADING:
                yield section
            section = None
        elif section is not None and piece.kind in (Kind.TEXT, Kind.ITEM) and piece.block == "paragraph":
            section.append(piece)
    if section:
        yield section


def _unasked(section) -> list:
    asked, items, paragraphs = False, [], []
    for piece in section:
        if _ENDS_ASKING.search(piece.text):
            asked = True
        elif _BEGINS_ASKING.match(piece.text):
            asked = asked or piece.kind is Kind.TEXT
        elif not asked:
            (items if piece.kind is Kind.ITEM else paragraphs).append(piece)
    is_asked_somewhere = any("?" in piece.text for piece in section)
    if is_asked_somewhere or not any(_ANSWERS.match(piece.text) for piece in paragraphs):
        paragraphs = []
    return [piece for piece in section if piece in items or piece in paragraphs]
