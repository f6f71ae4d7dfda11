"""Blocks that are text: paragraph, heading, quotation, key points, table, divider."""

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText, get_text_for_indexing

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
END_OF_TEXT = "end-of-text"  # the address after the last block, where content notes lead
LINE_FEATURES = ["bold", "italic", "link"]
# About ten pages. A longer paste is almost always a whole document in one paragraph.
MOST_CHARACTERS = 30_000


class TextBlock(blocks.RichTextBlock):
    """Formatted text. Its links are expanded once for the whole body (see templatetags/body.py)."""

    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or TEXT_FEATURES, **kwargs)

    def clean(self, value):
        if value and not get_text_for_indexing(value.source).strip():
            value = RichText("")  # empty lines are no text
        value = super().clean(value)
        length = len(value.source) if value else 0
        if length > MOST_CHARACTERS:
            raise ValidationError(
                f"This text has {length:,} characters; {MOST_CHARACTERS:,} is the most for one block. "
                "Split it into several paragraphs with headings between them."
            )
        return value


class OwnWordsBlock(blocks.StructBlock):
    """A block whose fields say in their own words what is missing.

    Wagtail hands ``error_messages`` on in few of its blocks; in the others they only reach ``meta``.
    """

    def clean(self, value):
        for block in self.child_blocks.values():
            if messages := getattr(block.meta, "error_messages", None):
                block.field.error_messages.update(messages)
        return super().clean(value)


class ParagraphBlock(TextBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = "Paragraph"
        group = "Text"
        description = "Running text with bold, italic, links and lists."
        template = "blocks/paragraph.html"
        preview_value = (
            "<p>Some weeks the hardest part is <b>beginning</b>. You can start with the smallest true sentence, "
            "and leave the rest for later.</p><ul><li>Say what happened.</li><li>Say what you need.</li></ul>"
        )


class HeadingBlock(blocks.StructBlock):
    """A heading with an address that stays when its words change."""

    text = blocks.CharBlock(max_length=160, label="Heading")
    level = blocks.ChoiceBlock(
        choices=[("2", "Section"), ("3", "Part of a section"), ("4", "Part of a part")], default="2"
    )
    anchor = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        required=False,
        max_length=80,
        label="Address of this part",
        help_text="Filled in for you when the page is saved. Links to it keep working when you change the heading.",
        error_messages={"invalid": "Use small letters, digits and hyphens, for example “first-steps”."},
    )

    def clean(self, value):
        value = super().clean(value)
        if value.get("text") and not value.get("anchor"):
            value["anchor"] = anchor_for(value["text"])
        return value

    def get_searchable_content(self, value):
        """The words alone: the level's name is for editors, and would be counted as a word of the article."""
        return self.child_blocks["text"].get_searchable_content(value.get("text"))

    class Meta:
        icon = "title"
        label = "Heading"
        group = "Text"
        description = "Opens a section. Readers see it in the contents list and can link to it."
        template = "blocks/heading.html"
        preview_value = {"text": "What you can do on your own", "level": "2", "anchor": "on-your-own"}


@lru_cache(maxsize=4096)
def anchor_for(text: str) -> str:
    """The address of a part, from its words: at most 60 characters, cut between words."""
    slug = slugify(text)
    if len(slug) > 60:
        slug = slug[:60].rpartition("-")[0]
    return slug or "part"


def free_anchor(anchor: str, taken: set[str]) -> str:
    """The address, with a number after it when it is taken already; notes it as taken."""
    free, number = anchor, 2
    while free in taken:
        free, number = f"{anchor}-{number}", number + 1
    taken.add(free)
    return free


class QuotationBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(max_length=1200, rows=3)
    who = blocks.CharBlock(required=False, max_length=120, help_text="Who said or wrote it.")
    source = blocks.CharBlock(required=False, max_length=200, help_text="Where it stands, for example a book.")

    class Meta:
        icon = "openquote"
        label = "Quotation"
        group = "Text"
        description = "Somebody's own words, set apart."
        template = "blocks/quotation.html"
        preview_value = {
            "text": "I know we need help. I just do not know how to say it without it sounding like blame.",
            "who": "Heard in many first conversations",
        }


class KeyPointsBlock(blocks.StructBlock):
    """What to take away."""

    title = blocks.CharBlock(default="In short", max_length=120)
    points = blocks.ListBlock(TextBlock(features=LINE_FEATURES), min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = "Key points"
        group = "Text"
        description = "What a reader in a hurry should take away."
        template = "blocks/key_points.html"
        preview_value = {
            "title": "In short",
            "points": [
                "<p>You can begin alone.</p>",
                "<p>A small, kind request is easier to hear than a long one.</p>",
            ],
        }


class TableBlock(blocks.StructBlock):
    """A table with a caption and a header row."""

    caption = blocks.CharBlock(max_length=200, help_text="What the table shows. Read aloud before it.")
    table = TypedTableBlock([("text", blocks.CharBlock(required=False, max_length=400))])

    class Meta:
        icon = "table"
        label = "Table"
        group = "Text"
        description = "Facts in rows and columns."
        template = "blocks/table.html"

    def get_preview_value(self):
        return self.to_python(
            {
                "caption": "How often people meet, as a rule",
                "table": table_data(["Phase", "How often"], [["Beginning", "Weekly"], ["Later", "Every fortnight"]]),
            }
        )


def table_data(header: list[str], rows: list[list[str]]) -> dict:
    """The stored form of a typed table whose cells are all plain text."""
    return {
        "columns": [{"type": "text", "heading": heading} for heading in header],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }


class DividerBlock(blocks.StaticBlock):
    """A pause."""

    class Meta:
        icon = "minus"
        label = "Divider"
        group = "Text"
        description = "A pause between two thoughts."
        template = "blocks/divider.html"
        admin_text = "A pause between two thoughts."
        preview_value = None
