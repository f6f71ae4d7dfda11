"""The parts of a list of blocks in two versions, matched one to one."""

import json
from dataclasses import dataclass

from .order import matches, moved


@dataclass(frozen=True)
class Item:
    """One part as it is stored, and its place, from 0."""

    place: int
    type: str
    value: object
    id: str = ""


@dataclass(frozen=True)
class Pair:
    """A part before and after; one of them is None where it is new or gone."""

    old: Item | None
    new: Item | None
    is_moved: bool = False


def of_stream(value, known) -> list[Item]:
    """Blocks of a stored stream. A block of a kind that is not known any more is passed over: nobody sees it."""
    stored = [item for item in _list(value) if isinstance(item, dict) and item.get("type") in known]
    return [_item(place, item) for place, item in enumerate(stored)]


def of_list(value) -> list[Item]:
    """Parts of a stored list, in today's form or in the one from before parts had ids."""
    return [_item(place, item if _is_wrapped(item) else {"value": item}) for place, item in enumerate(_list(value))]


def _list(value) -> list:
    return value if isinstance(value, list) else []


def _is_wrapped(item) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def _item(place: int, stored: dict) -> Item:
    return Item(place, stored.get("type") or "item", stored.get("value"), str(stored.get("id") or ""))


def paired(before: list[Item], after: list[Item]) -> list[Pair]:
    """All parts of both, in the order of the second; what is gone stands where it stood.

    Matched by id, what is left by its whole content (a block that was cut and pasted has a new id), and where one side
    was stored without ids by its kind.
    """
    found, left, right = [], before, after
    for key in (_id, _content, _kind if _has_no_ids(before) or _has_no_ids(after) else _nothing):
        old, new = ([item for item in side if key(item)] for side in (left, right))
        pairs = matches([key(item) for item in old], [key(item) for item in new])
        found += [(old[one], new[two]) for one, two in pairs]
        left = [item for item in left if not any(item is old for old, _ in found)]
        right = [item for item in right if not any(item is new for _, new in found)]
    found.sort(key=lambda pair: pair[1].place)
    wandered = moved([(old.place, new.place) for old, new in found])
    pairs = [Pair(old, new, new.place in wandered) for old, new in found]
    return _in_reading_order(pairs, left, right)


def _id(item: Item):
    return item.id and (item.id, item.type)


def _content(item: Item):
    return item.type, json.dumps(item.value, sort_keys=True, default=str)


def _kind(item: Item):
    return item.type


def _nothing(item: Item):
    return None


def _has_no_ids(side) -> bool:
    return not any(item.id for item in side)


def _in_reading_order(pairs, gone, come) -> list[Pair]:
    """New places count; what is gone follows the nearest part before it that stayed where it was."""
    places = {pair.old.place: pair.new.place for pair in pairs if not pair.is_moved}
    ordered = [(pair.new.place, 0, pair.new.place, pair) for pair in pairs]
    ordered += [(item.place, 0, item.place, Pair(None, item)) for item in come]
    for item in gone:
        before = max((old for old in places if old < item.place), default=None)
        ordered.append((-1 if before is None else places[before], 1, item.place, Pair(item, None)))
    return [pair for *_, pair in sorted(ordered, key=lambda entry: entry[:3])]
