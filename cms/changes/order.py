"""Which parts of two lists are the same, which are new or gone, and which moved."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of equal keys in both lists, in the order of the second. A key that stands twice is matched in order."""
    places = defaultdict(list)
    for place, key in enumerate(before):
        places[key].append(place)
    return [(places[key].pop(0), place) for place, key in enumerate(after) if places.get(key)]


def moved(pairs: list[tuple[int, int]]) -> set[int]:
    """Places in the second list of what stands in another order than before.

    The longest run that kept its order stays; only the others moved. One part that is put in moves nothing.
    """
    kept = set(_longest_increasing([old for old, _ in pairs]))
    return {new for place, (_, new) in enumerate(pairs) if place not in kept}


def _longest_increasing(numbers: list[int]) -> list[int]:
    """Places of one longest increasing subsequence (patience sorting, n log n)."""
    tops, tops_at, before = [], [], []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(tops_at[pile - 1] if pile else None)
        tops[pile : pile + 1], tops_at[pile : pile + 1] = [number], [place]
    run, place = [], tops_at[-1] if tops_at else None
    while place is not None:
        run.append(place)
        place = before[place]
    return run[::-1]
