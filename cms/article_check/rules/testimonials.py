"""Praise by clients."""

import re

from ..findings import Level
from ..prose import Kind, is_quoted
from .rule import Rule
from .tables import any_of, table

_STARS = re.compile(
    r"[★⭐]{3,}|(?<![\w-])(?:5|five)[- ]stars?(?: reviews?| ratings?)(?!\w)|(?<!\w)rated [45][.,]\d(?!\w)", re.I
)
_HEADS = {Kind.HEADING, Kind.LABEL, Kind.FIELD}


class Testimonial(Rule):
    """Clients who praise, in quotation marks or as a headed part of the article; and stars.

    A quotation that only lets a client speak ("He is the one who needs help") is none: it praises nobody.
    Source: APA Ethical Principles, 5.05; the countries that forbid it stand in data/testimonials.yaml.
    """

    key = "testimonial"
    name = "Testimonial"
    level = Level.ASK
    why = "Clients are not free to refuse, and readers cannot weigh it. Many codes of ethics ask to do without."
    how = "Say in your own words how you work, or say why this may stand."

    def findings(self, reading):
        practice = reading.facts.practice
        law = table("testimonials")["forbidden"].get(practice.country if practice else "")
        other = {"level": Level.STOP, "why": law["why"], "how": "Take it out."} if law else {}
        for piece in reading.pieces:
            for found, what in _in(piece):
                yield self.in_words(piece, found, what, **other)


def _in(piece):
    """Matches in a piece, with what each is; at most one of each sort."""
    if found := _STARS.search(piece.text):
        yield found, "Stars and ratings are a testimonial."
    if piece.kind in _HEADS:
        found = any_of("testimonials", "headings").fullmatch(piece.text.strip(" :.!"))
        if found:
            yield found, "This announces testimonials."
        return
    if found := _praise(piece):
        yield found, "This reads as praise by a client."


def _praise(piece):
    """Praise that somebody else speaks: in a block of their words, in quotation marks, or told of them."""
    for found in any_of("testimonials", "praise").finditer(piece.text):
        if piece.kind is Kind.QUOTED or is_quoted(piece.text, found.start()):
            return found
        if any_of("testimonials", "told").search(piece.text[max(0, found.start() - 120) : found.start()]):
            return found
    return None
