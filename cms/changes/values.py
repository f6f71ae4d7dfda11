"""Differences within one block: through its parts down to words, links, choices and settings."""

from dataclasses import replace
from difflib import SequenceMatcher

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.pages.models import BasePage

from . import items
from .changes import Detail, Nature
from .texts import Fragment, Mark, text_difference
from .tokens import plain_tokens, rich_tokens


def differences(block, before, after, at: "Place", names) -> list[Detail]:
    """What differs between two values of a block in their stored form; None stands for no value."""
    if before == after:
        return []
    compare = next((compare for kinds, compare in COMPARERS if isinstance(block, kinds)), _in_setting)
    return list(compare(block, before, after, at, names))


class Place:
    """Where in a block something stands: in the code's names, and in the editor's words."""

    def __init__(self, path=(), words=()):
        self.path, self.words = tuple(path), tuple(words)

    def inside(self, name: str, words: str) -> "Place":
        """A part of what stands here."""
        return Place((*self.path, name), (*self.words, words) if words else self.words)

    def detail(self, nature: Nature, *fragments, **more) -> Detail:
        """Something that changed here."""
        return Detail(self.path, " › ".join(self.words), nature, tuple(fragments), **more)


# --- what is made of parts ---


def _in_struct(block, before, after, at, names):
    sides = [_whole(block, value) for value in (before, after)]
    for name, child in block.child_blocks.items():
        old, new = (side.get(name) for side in sides)
        yield from differences(child, old, new, at.inside(name, str(child.label)), names)


def _whole(block, value) -> dict:
    """A struct's stored value, with the defaults of fields that came to the block after it was stored."""
    if not isinstance(value, dict):
        return {}
    missing = {name: child for name, child in block.child_blocks.items() if name not in value}
    return {**value, **{name: child.get_prep_value(child.get_default()) for name, child in missing.items()}}


def _in_list(block, before, after, at, names):
    sides = items.of_list(before), items.of_list(after)
    label = str(block.child_block.label or block.label).removesuffix("s")
    yield from _in_items(lambda item: block.child_block, lambda item: label, sides, at, names)


def _in_stream(block, before, after, at, names):
    known = block.child_blocks
    sides = items.of_stream(before, known), items.of_stream(after, known)
    label = str(block.label).removesuffix("s")
    yield from _in_items(lambda item: known[item.type], lambda item: label, sides, at, names)


def _in_items(block_of, label_of, sides, at, names):
    """Parts one by one. Whether one is added, taken out or moved is said of it, unless the whole block came or went."""
    is_whole = all(sides)
    for one in items.paired(*sides):
        item = one.new or one.old
        here = at.inside(str(item.place), f"{label_of(item)} {item.place + 1}")
        found = differences(block_of(item), one.old and one.old.value, one.new and one.new.value, here, names)
        if one.old and one.new:
            yield from _moved(one, here)
            yield from found
        else:
            yield from _as_part(found, here, "Added." if one.new else "Taken out.") if is_whole else found


def _moved(one, here):
    if one.is_moved:
        yield here.detail(Nature.PARTS, remarks=(f"Moved from place {one.old.place + 1} to {one.new.place + 1}.",))


def _as_part(found, here, remark):
    """All of a part that came or went: the remark stands with the first of it."""
    first, *others = found or [here.detail(Nature.PARTS)]
    yield replace(first, nature=Nature.PARTS, remarks=(remark, *first.remarks))
    yield from (replace(other, nature=Nature.PARTS) for other in others)


def _in_table(block, before, after, at, names):
    old, new = _table(before), _table(after)
    if old[0] != new[0]:
        nature = Nature.WORDS if len(old[0]) == len(new[0]) else Nature.PARTS
        yield words_detail(at.inside("columns", "Headings"), " | ".join(old[0]), " | ".join(new[0]), nature)
    for name, a, b, c, d in SequenceMatcher(None, old[1], new[1], autojunk=False).get_opcodes():
        if name == "replace" and b - a == d - c and len(old[0]) == len(new[0]):
            for offset in range(d - c):
                yield from _in_cells(new[0], old[1][a + offset], new[1][c + offset], at, c + offset)
        elif name != "equal":
            yield from (_row(at, place, old[1][place], "", "Taken out.") for place in range(a, b))
            yield from (_row(at, place, "", new[1][place], "Added.") for place in range(c, d))


def _table(value) -> tuple[list[str], list[tuple]]:
    """The headings and the rows of a stored table."""
    value = value if isinstance(value, dict) else {}
    headings = [str(column.get("heading") or "") for column in value.get("columns") or []]
    return headings, [tuple(str(cell or "") for cell in row.get("values") or []) for row in value.get("rows") or []]


def _in_cells(headings, old, new, at, row):
    for place, (one, two) in enumerate(zip(old, new, strict=False)):
        if one != two:
            column = (headings[place : place + 1] or [""])[0] or f"column {place + 1}"
            yield words_detail(at.inside(f"{row}.{place}", f"Row {row + 1}, {column}"), one, two)


def _row(at, place, old, new, remark) -> Detail:
    here = at.inside(str(place), f"Row {place + 1}")
    return replace(words_detail(here, " | ".join(old), " | ".join(new), Nature.PARTS), remarks=(remark,))


# --- what is not ---


def _in_words(block, before, after, at, names):
    yield from _said(words_detail(at, before, after))


def _in_rich_text(block, before, after, at, names):
    yield from _said(rich_text_detail(at, before, after))


def rich_text_detail(at, before, after) -> Detail:
    """Formatted text in the place of other formatted text."""
    return _text_detail(at, rich_tokens(before), rich_tokens(after), Nature.WORDS)


def words_detail(at, before, after, nature=Nature.WORDS) -> Detail:
    """Plain text in the place of other plain text."""
    return _text_detail(at, plain_tokens(before), plain_tokens(after), nature)


def _text_detail(at, before, after, nature) -> Detail:
    found = text_difference(before, after)
    more = {"swaps": found.swaps, "links": found.links, "is_reformatted": found.is_reformatted}
    return at.detail(nature, *found.fragments, **more)


def _said(detail):
    """The detail, unless nothing of it can be seen (an empty text in place of none)."""
    if detail.swaps or detail.links or detail.is_reformatted:
        yield detail


def _in_link(block, before, after, at, names):
    yield from exchanged(at, Nature.LINK, before, after)


def _in_choice(block, before, after, at, names):
    """A chooser: the names of what was chosen."""
    # Every page's name is in the base table; its text need not be read.
    model = BasePage if issubclass(block.model_class, BasePage) else block.model_class
    yield from exchanged(at, Nature.CHOICE, *(pk and names.of(model, pk) for pk in (before, after)))


def _in_options(block, before, after, at, names):
    words = {str(key): str(label) for key, label in _flat(block.field.choices)}
    yield from exchanged(at, Nature.SETTING, *(words.get(str(key), key) for key in (before, after)))


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def _in_switch(block, before, after, at, names):
    yield from switched(at, before, after)


def switched(at: Place, before, after):
    """Something that is on or off."""
    if bool(before) != bool(after):
        yield from exchanged(at, Nature.SETTING, *("" if value is None else _yes(value) for value in (before, after)))


def _yes(value) -> str:
    return "yes" if value else "no"


def _in_setting(block, before, after, at, names):
    yield from exchanged(at, Nature.SETTING, before, after)


def exchanged(at: Place, nature: Nature, before, after):
    """One whole thing in the place of another; nothing where both are empty."""
    sides = ((Mark.GONE, before), (Mark.NEW, after))
    fragments = [Fragment(mark, value) for mark, value in sides if value not in (None, "")]
    if fragments:
        yield at.detail(nature, *fragments)


# The first kind that fits is taken: some are kinds of others.
COMPARERS = [
    (blocks.StructBlock, _in_struct),
    (blocks.ListBlock, _in_list),
    (blocks.StreamBlock, _in_stream),
    (TypedTableBlock, _in_table),
    (blocks.RichTextBlock, _in_rich_text),
    ((blocks.CharBlock, blocks.TextBlock), _in_words),
    ((blocks.URLBlock, blocks.EmailBlock), _in_link),
    (blocks.ChooserBlock, _in_choice),
    (blocks.ChoiceBlock, _in_options),
    (blocks.BooleanBlock, _in_switch),
]


def words_in(block, value):
    """The texts of a block in their order, as plain words."""
    if isinstance(block, blocks.StructBlock):
        stored = value if isinstance(value, dict) else {}
        yield from (text for name, child in block.child_blocks.items() for text in words_in(child, stored.get(name)))
    elif isinstance(block, blocks.ListBlock):
        yield from (text for item in items.of_list(value) for text in words_in(block.child_block, item.value))
    elif isinstance(block, blocks.RichTextBlock):
        yield " ".join(token.text for token in rich_tokens(value))
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        yield value or ""
