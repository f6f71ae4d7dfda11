"""Differences between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from .tokens import ITEM, PARAGRAPH, Token, link_remarks

# Up to so many comparisons of two words a text is compared whole; a longer one paragraph by paragraph first.
MOST_PAIRS = 40_000


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Fragment:
    """A piece of text, and what became of it. ``text`` is a str, or something that is looked up when it is shown."""

    mark: Mark
    text: object


@dataclass(frozen=True)
class Swap:
    """Words that took the place of others; ``before`` and ``after`` are the words beside them that stayed."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class TextDifference:
    """How two texts differ: what to show, which words were swapped, and what cannot be seen in the words."""

    fragments: tuple[Fragment, ...]
    swaps: tuple[Swap, ...]
    links: tuple[str, ...] = ()
    is_reformatted: bool = False


def text_difference(before: list[Token], after: list[Token]) -> TextDifference:
    """How one text became the other."""
    steps = list(_steps([token.text for token in before], [token.text for token in after]))
    return TextDifference(
        fragments=tuple(_fragments(steps, before, after)),
        swaps=tuple(_swap(step, before, after) for step in steps if step[0] != "equal"),
        links=tuple(link_remarks(before, after) or _shifted_links(steps, before, after)),
        is_reformatted=_is_reformatted(steps, before, after),
    )


# --- finding the differences ---


def _steps(before: list[str], after: list[str]):
    """Steps as difflib names them ("equal", "replace", "delete", "insert"), over the whole of both texts."""
    head = _same_from_start(before, after)
    tail = _same_from_start(before[head:][::-1], after[head:][::-1])
    ends = len(before) - tail, len(after) - tail
    if head:
        yield "equal", 0, head, 0, head
    yield from _inner_steps(before[head : ends[0]], after[head : ends[1]], head, head)
    if tail:
        yield "equal", ends[0], len(before), ends[1], len(after)


def _same_from_start(before: list[str], after: list[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next((place for place, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))


def _inner_steps(before, after, start, other_start):
    if len(before) * len(after) <= MOST_PAIRS:
        for name, *places in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield name, *_moved(places, start, other_start)
        return
    yield from _steps_by_paragraph(before, after, start, other_start)


def _moved(places, start, other_start):
    return places[0] + start, places[1] + start, places[2] + other_start, places[3] + other_start


def _steps_by_paragraph(before, after, start, other_start):
    """Whole paragraphs first; words only within those that have no equal."""
    old, new = _paragraph_starts(before), _paragraph_starts(after)
    whole = SequenceMatcher(None, _cut(before, old), _cut(after, new), autojunk=False)
    for name, *places in whole.get_opcodes():
        ends = _moved((old[places[0]], old[places[1]], new[places[2]], new[places[3]]), start, other_start)
        if name != "replace":
            yield name, *ends
            continue
        lines = before[ends[0] - start : ends[1] - start], after[ends[2] - other_start : ends[3] - other_start]
        # difflib passes over very common words in long texts by itself: that keeps these pages quick.
        for inner, *inside in SequenceMatcher(None, *lines).get_opcodes():
            yield inner, *_moved(inside, ends[0], ends[2])


def _paragraph_starts(words: list[str]) -> list[int]:
    return [0, *(place for place, word in enumerate(words) if word in (PARAGRAPH, ITEM) and place), len(words)]


def _cut(words: list[str], starts: list[int]) -> list[tuple]:
    return [tuple(words[one:two]) for one, two in pairwise(starts)]


# --- saying them ---


def _fragments(steps, before, after):
    """Pieces to show. Of a rewritten stretch the one or two words that happened to stay are shown as rewritten too."""
    said = [*_marked(steps, before, after)]
    for place, (mark, words) in enumerate(said):
        is_between = 0 < place < len(said) - 1
        if mark is Mark.KEPT and is_between and len(words) <= 2 and _is_busy(said, place):
            said[place] = None, words
    return _joined(said)


def _marked(steps, before, after):
    for name, old, old_end, new, new_end in steps:
        if name == "equal":
            yield Mark.KEPT, [token.text for token in after[new:new_end]]
            continue
        if old < old_end:
            yield Mark.GONE, [token.text for token in before[old:old_end]]
        if new < new_end:
            yield Mark.NEW, [token.text for token in after[new:new_end]]


def _is_busy(said, place: int) -> bool:
    """Whether at least three words changed on either side."""

    def changed(step):
        return sum(len(said[at][1]) for at in (place + step, place + 2 * step) if _is_change(said, at))

    return changed(-1) >= 3 and changed(1) >= 3


def _is_change(said, place: int) -> bool:
    return 0 <= place < len(said) and said[place][0] in (Mark.GONE, Mark.NEW)


def _joined(said):
    """Neighbours with one mark become one piece, what is gone before what is new."""
    gone, new = [], []
    for mark, words in [*said, (Mark.KEPT, [])]:
        if mark is not Mark.KEPT:
            gone += words if mark is not Mark.NEW else []
            new += words if mark is not Mark.GONE else []
            continue
        yield from (Fragment(kind, in_words(part)) for kind, part in ((Mark.GONE, gone), (Mark.NEW, new)) if part)
        gone, new = [], []
        if words:
            yield Fragment(Mark.KEPT, in_words(words))


def in_words(words: list[str]) -> str:
    """Words as a text, each paragraph and list item on a line of its own."""
    return re.sub(rf" ?([{PARAGRAPH}{ITEM}])", r"\n\1", " ".join(words)).strip(" ")


def _swap(step, before, after) -> Swap:
    _, old, old_end, new, new_end = step
    return Swap(
        tuple(token.text for token in before[old:old_end]),
        tuple(token.text for token in after[new:new_end]),
        before=after[new - 1].text if new else "",
        after=after[new_end].text if new_end < len(after) else "",
    )


def _is_reformatted(steps, before, after) -> bool:
    """Whether words that stayed, or were put one for one in the place of others, look different."""
    return any(old.styles != new.styles for old, new in _one_for_one(steps, before, after))


def _shifted_links(steps, before, after) -> list[str]:
    """A link that leads where it led, on more or fewer of the same words."""
    shifted = any(old.link != new.link for old, new in _one_for_one(steps, before, after))
    return ["A link begins or ends at another word now."] if shifted else []


def _one_for_one(steps, before, after):
    same = [step for step in steps if step[2] - step[1] == step[4] - step[3]]
    return (pair for _, a, b, c, d in same for pair in zip(before[a:b], after[c:d], strict=True))
