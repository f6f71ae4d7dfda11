"""Long comparisons cut to what a screen can show: around what changed, and so many changes."""

from dataclasses import replace

from .changes import Change, Comparison, Detail
from .texts import Mark

MOST_CHANGES = 200
MOST_DETAILS = 60  # of one change
AROUND = 12  # words that stayed, on either side of a change
LONGEST = 120  # words that came or went, in one piece


def shown(comparison: Comparison) -> tuple[list[Change], int]:
    """The changes to show, and how many more there are."""
    changes = [_of_change(change) for change in comparison.changes[:MOST_CHANGES]]
    return changes, max(0, len(comparison.changes) - MOST_CHANGES)


def _of_change(change: Change) -> Change:
    details = tuple(_of_detail(detail) for detail in change.details[:MOST_DETAILS])
    return replace(change, details=details, more=max(0, len(change.details) - MOST_DETAILS))


def _of_detail(detail: Detail) -> Detail:
    return replace(detail, fragments=tuple(shortened(detail.fragments)))


def shortened(fragments):
    """Each fragment as a text, the long ones cut: what stayed around the changes, what came or went in its middle."""
    last = len(fragments) - 1
    for place, fragment in enumerate(fragments):
        words = str(fragment.text).split(" ")
        if fragment.mark is not Mark.KEPT:
            begin, end = LONGEST, LONGEST // 4
        else:
            begin, end = AROUND if place else 0, AROUND if place < last else 0
        yield replace(fragment, text=_cut(words, begin, end))


def _cut(words: list[str], begin: int, end: int) -> str:
    if len(words) <= begin + end + 2:
        return " ".join(words)
    return " ".join([*words[:begin], "…", *(words[-end:] if end else [])])
