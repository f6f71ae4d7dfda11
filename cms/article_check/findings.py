"""What the article check says: one finding, with its place, why it matters and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

LONGEST_EXCERPT = 140
# Places that are fields of the form; every other place is the id of a block.
FIELDS = {
    "title": "Title",
    "introduction": "Introduction",
    "search_description": "Search description",
    "content_note": "Content note",
    "picture_caption": "Caption of the picture",
    "listing_image": "Picture",
    "authors": "Authors",
    "topics": "Topics",
    "body": "Body",
}
# Where a field stands in the form: Wagtail's ids, but for those that are no single input.
_IDS_OF_FIELDS = {"authors": "id_authors-FORMS", "body": "body-root"}


class Level(StrEnum):
    """How much a finding weighs."""

    STOP = "stop"  # the article cannot go on
    ASK = "ask"  # it can, once somebody has said why it should stay
    HINT = "hint"  # nothing depends on it


@dataclass(frozen=True)
class Finding:
    """One thing that was found. ``stands_on`` is the text that it was found in, by which it is known again."""

    rule: str
    level: Level
    place: str
    excerpt: str
    what: str
    why: str
    how: str
    stands_on: str

    @cached_property
    def fingerprint(self) -> str:
        """The same as long as the rule and the text are, wherever the text is moved to."""
        words = " ".join(self.stands_on.split())
        return blake2b(f"{self.rule}\0{words}".encode(), digest_size=16).hexdigest()

    @property
    def address(self) -> str:
        """The place as an id within the editor's page."""
        if self.place in FIELDS:
            return _IDS_OF_FIELDS.get(self.place, f"id_{self.place}")
        return f"block-{self.place}-section"

    @property
    def where(self) -> str:
        """The place in words, for what has none to quote."""
        return FIELDS.get(self.place, "")


def shortened(text: str) -> str:
    """Text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_EXCERPT:
        return line
    return f"{line[:LONGEST_EXCERPT].rpartition(' ')[0] or line[:LONGEST_EXCERPT]} …"
