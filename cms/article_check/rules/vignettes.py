"""Vignettes: on what they are based, and whether somebody could be recognised in them."""

import re

from cms.blocks.care import VignetteBasis

from ..findings import Level
from ..prose import Kind
from .rule import Rule
from .tables import any_of, table


class VignetteWithoutBasis(Rule):
    """Readers are always told whether a story is made up, drawn from many, or told with consent.

    Source: APA Ethical Principles of Psychologists, 4.07; BACP Ethical Framework, Good Practice 55 (confidentiality).
    """

    key = "vignette_without_basis"
    name = "Story without its basis"
    level = Level.STOP
    why = "A reader who knows nothing of its basis may believe that you tell of a real client, perhaps of them."
    how = "Choose in the block whether it is fictional, composite, or told with consent."

    def findings(self, reading):
        for block in reading.blocks:
            if block.type == "vignette" and block.get("basis") not in VignetteBasis.values:
                title = str(block.get("title") or "")
                yield self.found(block.place, "This story does not say what it is based on.", excerpt=title)


class VignetteWithDetails(Rule):
    """Age, place and job together often name one person to those who know them; each alone rarely does.

    Source: the guidance on case reports of the Committee on Publication Ethics (2016), and Sweeney (2000), who found
    that three plain facts tell most people apart.
    """

    key = "vignette_with_details"
    name = "Details that could identify somebody"
    level = Level.ASK
    why = "Age, place and job together can be enough for a neighbour to know who is meant, or to think so."
    how = "Change or leave out one of the three, or say why nobody can be recognised."

    def findings(self, reading):
        for block in reading.blocks:
            if block.type == "vignette":
                pieces = [
                    piece for piece in reading.body if piece.number == block.number and piece.kind is not Kind.MARK
                ]
                text = " ".join(piece.text for piece in pieces)
                details = [found.group().strip() for found in map(_first(text), (_age, _place, _job)) if found]
                if len(details) == 3:
                    said = "”, “".join(details)
                    yield self.found(
                        block.place, f"Age, place and job stand together: “{said}”.", excerpt=text, stands_on=text
                    )


def _first(text):
    return lambda find: find(text)


_NUMBER = (
    r"(?:\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|eighteen|nineteen|seventeen|sixteen|fifteen|fourteen|thirteen)"
)
_AGE = re.compile(
    rf"\b(?:{_NUMBER}[- ]years?[- ]old|{_NUMBER}-year-old|aged? (?:of )?{_NUMBER}|"
    rf"(?:turned|turning|nearly|almost|just|at|is|was|are|were) {_NUMBER}(?=[,.;]| and| when)|, {_NUMBER},|"
    r"in (?:his|her|their) (?:early |mid[- ]|late )?(?:twenties|thirties|forties|fifties|sixties|seventies|[2-8]0s))",
    re.I,
)
_IN_PLACE = re.compile(
    r"\b(?:in|near|outside|around|to|from) (?:the (?:village|town|city) of )?([A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*)"
)
_LIVES = re.compile(
    r"(?:live|living|work|born|grew up|raised|based|mov|teach|com(?:e|ing)|from a)\w*\b[^.]{0,50}$", re.I
)


def _age(text):
    return _AGE.search(text)


def _place(text):
    """A name with a capital after a word of place: "to" and "from" only where somebody lives, works or comes from."""
    for found in _IN_PLACE.finditer(text):
        preposition = found.group().split()[0].lower()
        if found.group(1).split()[0] in table("details")["no_places"]:
            continue
        before = text[max(0, found.start() - 100) : found.start()]
        is_home = _LIVES.search(before) or any_of("details", "jobs").search(before[-30:])
        if preposition in ("to", "from") and not is_home:
            continue
        return found
    return None


def _job(text):
    return any_of("details", "jobs").search(text)
