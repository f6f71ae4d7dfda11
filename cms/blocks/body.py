"""The body of a page: which blocks there are, and what they must agree on."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from .care import (
    ContentNoteBlock,
    CrisisHelpBlock,
    ExerciseBlock,
    NumberedStepsBlock,
    VignetteBlock,
    WordsToUseBlock,
)
from .pictures import ImageBlock, VideoBlock
from .references import ReferencesBlock
from .text import (
    END_OF_TEXT,
    DividerBlock,
    HeadingBlock,
    KeyPointsBlock,
    ParagraphBlock,
    QuotationBlock,
    TableBlock,
    anchor_for,
    free_anchor,
)

# Names are stored in every article and used by importers; they do not change.
PLAIN_BLOCKS = [
    ("paragraph", ParagraphBlock()),
    ("heading", HeadingBlock()),
    ("image", ImageBlock()),
    ("quotation", QuotationBlock()),
    ("key_points", KeyPointsBlock()),
    ("words_to_use", WordsToUseBlock()),
    ("numbered_steps", NumberedStepsBlock()),
    ("vignette", VignetteBlock()),
    ("exercise", ExerciseBlock()),
    ("content_note", ContentNoteBlock()),
    ("crisis_help", CrisisHelpBlock()),
    ("table", TableBlock()),
    ("video", VideoBlock()),
    ("references", ReferencesBlock()),
    ("divider", DividerBlock()),
]
FIRST_LEVEL = 2  # the page's title is level 1
ADDRESSES_OF_THE_PAGE = frozenset({"main", END_OF_TEXT})  # in templates/base.html, and after a body


class BodyBlock(blocks.StreamBlock):
    """A sequence of blocks whose headings skip no level and whose addresses are unique."""

    class Meta:
        max_num = 300
        block_counts = {"references": {"max_num": 1}}  # each source has one address on the page

    def clean(self, value):
        stored = [_address_of(child) for child in value]
        value = super().clean(value)
        self._keep_addresses_apart(value, stored)
        errors = self._heading_errors(value)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return value

    @staticmethod
    def _heading_errors(value) -> dict[int, ValidationError]:
        """WCAG 2.2, technique G141: headings are nested without skipping a level."""
        errors, deepest = {}, FIRST_LEVEL - 1
        for index, child in enumerate(value):
            if child.block_type != "heading":
                continue
            level = int(child.value["level"] or FIRST_LEVEL)  # a draft may lack it
            if level > deepest + 1:
                message = (
                    f"This heading skips a level: after level {deepest} comes at most level {deepest + 1}. "
                    f"Choose a higher level here, or put a heading of level {deepest + 1} before it."
                )
                errors[index] = blocks.StructBlockValidationError(block_errors={"level": ValidationError(message)})
            deepest = level
        return errors

    @staticmethod
    def _keep_addresses_apart(value, stored):
        """Give the second of two equal addresses a number, so that each part can be linked to.

        Addresses that were there before come first: a new heading never takes one away.
        """
        taken = set(ADDRESSES_OF_THE_PAGE)
        for child, _ in sorted(zip(value, stored, strict=True), key=lambda pair: not pair[1]):
            if _address_of(child):
                child.value["anchor"] = free_anchor(child.value["anchor"], taken)


def _address_of(child) -> str:
    return (child.value.get("anchor") or "") if child.block_type == "heading" else ""


def following_parts(value) -> list[str]:
    """For each block of a body, the address of the next heading after it; empty after the last one."""
    following, addresses = "", []
    for block in reversed(value.raw_data):
        addresses.append(following)
        if block["type"] == "heading" and block["value"].get("text"):
            following = block["value"].get("anchor") or anchor_for(block["value"]["text"])
    return addresses[::-1]


def headings(value) -> list[dict]:
    """The headings of a body in order: ``text``, ``level`` (int) and ``anchor``. Read as stored: no block is made."""
    stored = (block["value"] for block in value.raw_data if block["type"] == "heading")
    return [
        {
            "text": heading["text"],
            "level": int(heading.get("level") or FIRST_LEVEL),
            "anchor": heading.get("anchor") or anchor_for(heading["text"]),
        }
        for heading in stored
        if heading.get("text")
    ]


def of_type(value, *block_types: str) -> list:
    """The blocks of these types in a body. Others are not made of what is stored."""
    return [value[place] for place, block in enumerate(value.raw_data) if block["type"] in block_types]
