"""What changed between two versions of a page, in words that a person reads. Pure: nothing is stored."""

from wagtail.fields import StreamField

from . import items
from .changes import Change, Comparison, Kind, Nature
from .fields import changes_of_fields
from .naming import Names
from .values import Place, differences, words_in

BEGINNING = 8  # words by which a block is recognised


def compare(before, after) -> Comparison:
    """Everything that differs between two versions of one page, given as page objects of the same type.

    Names of pictures, pages and people are looked up when they are first shown, all at once, in the practice in scope.
    """
    names = Names()
    found = changes_of_fields(before, after, names)
    for field in type(after)._meta.get_fields():
        if isinstance(field, StreamField):
            found += _of_body(field, getattr(before, field.name), getattr(after, field.name), names)
    return Comparison(tuple(found))


def _of_body(field, before, after, names) -> list[Change]:
    known = field.stream_block.child_blocks
    sides = (items.of_stream(value.get_prep_value() if value else [], known) for value in (before, after))
    changes = (_of_block(field, known, pair, names) for pair in items.paired(*sides))
    return [change for change in changes if change.kinds]


def _of_block(field, known, pair, names) -> Change:
    item = pair.new or pair.old
    block = known[item.type]
    details = differences(block, pair.old and pair.old.value, pair.new and pair.new.value, Place(), names)
    return Change(
        kinds=tuple(_kinds(pair, details)),
        place=field.name,
        name=str(block.label),
        block_id=item.id,
        block_type=item.type,
        beginning=_beginning(block, item.value),
        places=(pair.old.place + 1, pair.new.place + 1) if pair.is_moved else None,
        details=tuple(details),
    )


def _kinds(pair, details):
    if pair.old is None:
        yield Kind.ADDED
        return
    if pair.new is None:
        yield Kind.REMOVED
        return
    if pair.is_moved:
        yield Kind.MOVED
    if any(detail.nature is Nature.PARTS or detail.swaps for detail in details):
        yield Kind.REWRITTEN
    elif details:
        yield Kind.CHANGED


def _beginning(block, value) -> str:
    """The first words of a block; empty for one without words."""
    words = next((text.split() for text in words_in(block, value) if text.strip()), [])
    return " ".join(words[:BEGINNING]) + ("…" if len(words) > BEGINNING else "")
