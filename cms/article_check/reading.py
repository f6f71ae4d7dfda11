"""One pass over an article, into pieces that the rules read: cheap, and at ease with drafts that have holes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .facts import Facts
from .prose import Kind, Link, Piece, rich_pieces

# Fields of the form that readers see as words.
FIELDS = ("title", "introduction", "search_description", "content_note", "picture_caption")


@dataclass(frozen=True)
class Block:
    """One block of the body as it is stored; ``value`` may lack anything."""

    place: str
    type: str
    value: object
    number: int

    def get(self, name: str):
        """A part of the block's value; None where there is none."""
        return self.value.get(name) if isinstance(self.value, dict) else None


class Reading:
    """An article as the rules see it."""

    def __init__(self, article):
        self.article = article
        self.facts = Facts(self)

    @cached_property
    def blocks(self) -> list[Block]:
        rows = self.article.body.raw_data if self.article.body else []
        return [
            Block(str(row.get("id") or "body"), row["type"], row.get("value"), number)
            for number, row in enumerate(rows)
            if isinstance(row, dict) and row.get("type")
        ]

    @cached_property
    def fields(self) -> list[Piece]:
        texts = ((name, (getattr(self.article, name, "") or "").strip()) for name in FIELDS)
        return [Piece(name, "", Kind.FIELD, text, number=-1) for name, text in texts if text]

    @cached_property
    def body(self) -> list[Piece]:
        """The pieces of all blocks, in order; each block begins with a mark."""
        return [piece for block in self.blocks for piece in pieces_of(block)]

    @cached_property
    def pieces(self) -> list[Piece]:
        """Everything with words, the fields first."""
        return [*self.fields, *(piece for piece in self.body if piece.text)]

    @cached_property
    def links(self) -> list[Link]:
        return [link for piece in self.body for link in piece.links]

    def has(self, block_type: str) -> bool:
        return any(block.type == block_type for block in self.blocks)


def pieces_of(block: Block) -> Iterator[Piece]:
    """The pieces of one block; none for what is no such block, or has no value yet."""
    yield Piece(block.place, block.type, Kind.MARK, number=block.number)
    yield from _WALKS.get(block.type, lambda block: ())(block)


def items_of(values) -> Iterator[tuple[str, object]]:
    """Id and value of each item of a stored list, in either of the forms that Wagtail keeps."""
    for item in values if isinstance(values, list) else ():
        if isinstance(item, dict) and "value" in item:
            yield str(item.get("id") or ""), item["value"]
        else:
            yield "", item


def _words(block: Block, kind: Kind, value, place: str = "") -> Iterator[Piece]:
    if isinstance(value, str) and value.strip():
        yield Piece(place or block.place, block.type, kind, " ".join(value.split()), number=block.number)


def _rich(block: Block, value, place: str = "") -> Iterator[Piece]:
    if isinstance(value, str):
        yield from rich_pieces(value, place or block.place, block.type, block.number)


def _heading(block: Block) -> Iterator[Piece]:
    level = str(block.get("level") or "2")
    for piece in _words(block, Kind.HEADING, block.get("text")):
        yield replace(piece, level=int(level) if level.isdigit() else 2)


def _quotation(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.QUOTED, block.get("text"))


def _key_points(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.LABEL, block.get("title"))
    for place, value in items_of(block.get("points")):
        yield from _rich(block, value, place)


def _script(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.LABEL, block.get("situation"))
    yield from _words(block, Kind.SCRIPT, block.get("words"))


def _steps(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.LABEL, block.get("title"))
    for place, value in items_of(block.get("steps")):
        if isinstance(value, dict):
            yield from _words(block, Kind.LABEL, value.get("heading"), place)
            yield from _rich(block, value.get("text"), place)


def _titled(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.LABEL, block.get("title"))
    yield from _rich(block, block.get("text"))


def _exercise(block: Block) -> Iterator[Piece]:
    for name in ("title", "needs"):
        yield from _words(block, Kind.LABEL, block.get(name))
    for place, value in items_of(block.get("steps")):
        yield from _rich(block, value, place)
    yield from _rich(block, block.get("afterwards"))


def _faq(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.LABEL, block.get("title"))
    for place, value in items_of(block.get("items")):
        if isinstance(value, dict):
            yield from _words(block, Kind.QUESTION, value.get("question"), place)
            yield from _rich(block, value.get("answer"), place)


def _labels(*names: str):
    """A walk over a block whose words are plain fields."""

    def walk(block: Block) -> Iterator[Piece]:
        for name in names:
            yield from _words(block, Kind.LABEL, block.get(name))

    return walk


def _table(block: Block) -> Iterator[Piece]:
    yield from _words(block, Kind.LABEL, block.get("caption"))
    table = block.get("table")
    for row in (table.get("rows") or []) if isinstance(table, dict) else []:
        for cell in (row.get("values") or []) if isinstance(row, dict) else []:
            yield from _words(block, Kind.LABEL, cell)


# References are other people's titles, and no words of the article.
_WALKS = {
    "paragraph": lambda block: _rich(block, block.value),
    "heading": _heading,
    "quotation": _quotation,
    "key_points": _key_points,
    "words_to_use": _script,
    "numbered_steps": _steps,
    "vignette": _titled,
    "exercise": _exercise,
    "faq": _faq,
    "image": _labels("caption", "alt"),
    "video": _labels("title", "description"),
    "content_note": _labels("text"),
    "crisis_help": _labels("introduction"),
    "call_to_action": _labels("heading", "text", "button"),
    "related_articles": _labels("title"),
    "table": _table,
}
