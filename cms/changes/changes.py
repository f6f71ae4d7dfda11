"""What a comparison of two versions gives: its words, as plain data."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import capfirst, get_text_list

from .texts import Fragment, Swap


class Nature(StrEnum):
    """What kind of thing changed."""

    WORDS = "words"  # text that readers read
    LINK = "link"  # where something leads
    CHOICE = "choice"  # a picture, a page, a person, an offer
    SETTING = "setting"  # how or whether something is shown; dates, numbers and addresses
    PARTS = "parts"  # a part of a block was added, taken out or moved


@dataclass(frozen=True)
class Detail:
    """One thing that changed within a block or a field. ``path`` names it in the code, ``label`` to people."""

    path: tuple[str, ...]
    label: str
    nature: Nature
    fragments: tuple[Fragment, ...] = ()
    remarks: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    links: tuple[str, ...] = ()
    is_reformatted: bool = False

    @property
    def sentences(self) -> list[str]:
        """What cannot be seen in the words."""
        return [*self.remarks, *self.links, *(["The formatting changed."] if self.is_reformatted else [])]


class Kind(StrEnum):
    """What was done to a block or a field; the words are those of the summary."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWRITTEN = "rewritten"
    CHANGED = "changed"  # something else than its words


@dataclass(frozen=True)
class Change:
    """One block or one field that changed. ``place`` is the name of the page's field."""

    kinds: tuple[Kind, ...]
    place: str
    name: str
    block_id: str = ""
    block_type: str = ""
    beginning: str = ""
    places: tuple[int, int] | None = None  # before and after, from 1, of a block that moved
    details: tuple[Detail, ...] = ()
    more: int = 0  # details that are left out on a screen

    @property
    def is_of_block(self) -> bool:
        return bool(self.block_type)

    @property
    def kinds_in_words(self) -> str:
        return capfirst(" and ".join(self.kinds))


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two versions: fields first, then blocks in the order of the text."""

    changes: tuple[Change, ...]

    def __bool__(self):
        return bool(self.changes)

    @property
    def summary(self) -> str:
        """One sentence: "2 blocks added, 1 moved and 3 rewritten; title and introduction changed."."""
        names = list(dict.fromkeys(change.name for change in self.changes if not change.is_of_block))
        fields = f"{get_text_list(names, 'and')} changed" if names else ""
        said = "; ".join(filter(None, [self._blocks_in_words(), fields]))
        return f"{capfirst(said)}." if said else "Nothing changed."

    def _blocks_in_words(self) -> str:
        counted = [(self.number_of(kind), kind) for kind in Kind]
        said = [f"{number} {kind}" for number, kind in counted if number]
        if said:
            first = next(number for number, _ in counted if number)
            number, words = said[0].split(" ", 1)
            said[0] = f"{number} block{'' if first == 1 else 's'} {words}"
        return get_text_list(said, "and")

    def number_of(self, kind: Kind) -> int:
        """How many blocks this was done to."""
        return sum(kind in change.kinds for change in self.changes if change.is_of_block)
