"""A colon after which nothing comes."""

import re

from ..findings import Level
from ..prose import QUOTATION_BEGINS, Kind
from .rule import Rule

# Blocks that can be what a colon announces.
_FULFIL = {
    "key_points", "numbered_steps", "words_to_use", "quotation", "table", "exercise", "faq", "image", "video",
    "vignette", "references", "crisis_help", "related_articles",
}  # fmt: skip
_NUMBERED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s|step \d|first(?:ly)?\b|one:)", re.I)
_ENDS_SENTENCE = re.compile(r"[.!?:…][”\"’)\]]*$")
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|few|these|those|following|include|includes|including|"
    r"such as|for (?:instance|example)|ways|reasons|steps|things|signs|tips|points|options|examples)\b",
    re.I,
)
# "Here's the truth", "The point is this", "One thing first": a single thing is announced, and it is the next sentence.
_ONE_THING = re.compile(
    r"(?:^|\b)(?:the|one|a|an|my|our|your|their|his|her|this|that|another|no)\s+(?:[\w’'-]+\s+){0,3}[\w’'-]*[^s\W]$|"
    r"\b(?:is|was)\s+(?:this|that|simple|clear)$|^(?:but |and |so |yet )?(?:example|note|remember|in short|"
    r"in other words|put simply|briefly|or|and|but|still|the news|the good news|the bad news|that is)$",
    re.I,
)
_SPEAKS = re.compile(
    r"\b(?:say|says|said|saying|ask|asks|asked|asking|tell|tells|told|write|writes|wrote|answer|answers|answered|reply|"
    r"replied|think|thinks|thought|read|reads|hear|heard|wonder|wondered|begin with|met with|sounds? like|like this)"
    r"(?:\s+(?:me|you|us|them|him|her|it|yourself|himself|herself|themselves|myself|something like|aloud))*$",
    re.I,
)


class LostList(Rule):
    """Copying out of another site often keeps the line that announces a list and loses the list.

    A line that ends in a colon must be followed by what it announces: a list, numbered lines, several short lines
    without a full stop, a quotation, or a block that can be it. Where running prose follows, it is enough if the line
    announces one thing ("Here's the truth:") or somebody speaking ("She asked:"); a line that announces several things
    or breaks off within a clause ("It can help you:") has lost them.
    """

    key = "lost_list"
    name = "Lost list"
    level = Level.ASK
    why = "The line ends in a colon, and what it announces does not follow. Copying from a website often loses lists."
    how = "Put the list back, or end the line with a full stop."

    def findings(self, reading):
        body = reading.body
        for index, piece in enumerate(body):
            if (
                piece.kind is Kind.TEXT
                and piece.text.endswith(":")
                and not _is_fulfilled(piece.text, body[index + 1 :])
            ):
                yield self.found(piece.place, "Nothing follows this colon that it could announce.", excerpt=piece.text)


def _is_fulfilled(line: str, following) -> bool:
    pieces = [piece for piece in following[:4] if piece.kind is not Kind.MARK or piece.block in (*_FULFIL, "divider")]
    if not pieces:
        return False
    first = pieces[0]
    if first.block in _FULFIL or first.kind is Kind.ITEM:
        return True
    if first.kind is not Kind.TEXT:
        return False
    return _is_list_or_speech(pieces) or _announces_prose(line.rstrip(":").strip())


def _is_list_or_speech(pieces) -> bool:
    text = pieces[0].text
    if text.startswith(QUOTATION_BEGINS) or _NUMBERED.match(text):
        return True
    if _ENDS_SENTENCE.search(text):
        return False
    # Lines without a full stop: several make a list, and one that begins small goes on with the sentence.
    more = pieces[1:2]
    is_line = bool(more) and more[0].kind is Kind.TEXT and not _ENDS_SENTENCE.search(more[0].text)
    return is_line or text[0].islower() or any(sign.isdigit() or sign == "@" for sign in text)


def _announces_prose(line: str) -> bool:
    last_clause = re.split(r"[.!?;]\s", line)[-1]
    if _SPEAKS.search(last_clause):
        return True
    return not _SEVERAL.search(last_clause) and bool(_ONE_THING.search(last_clause))
