"""Template tags that draw a body: blocks first, then links and citations once for all of it."""

import re
from functools import partial

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText, expand_db_html

from cms.pages.kept import kept, picture
from sites.scoping import current_practice

from ..body import ADDRESSES_OF_THE_PAGE, following_parts, headings
from ..references import link_citations, stored_keys
from ..text import END_OF_TEXT

register = template.Library()
# Blocks that show nothing but what is stored in them and what the key in body() names besides.
STILL = {"paragraph", "heading", "quotation", "key_points", "words_to_use", "numbered_steps", "vignette", "exercise"}
STILL |= {"content_note", "table", "references", "divider"}
_EDITORS_KEY = re.compile(r' data-block-key="[^"]*"')


@register.simple_tag(takes_context=True)
def body(context, value):
    """A StreamField's value as HTML.

    Paragraphs leave their links as stored; here they are expanded in one go, which costs one query for the whole
    body however many paragraphs there are. Field values are escaped by then, so nothing but stored rich text can
    hold a stored link.
    """
    taken = ADDRESSES_OF_THE_PAGE | {heading["anchor"] for heading in headings(value)}
    parent = {**context.flatten(), "addresses_taken": set(taken)}
    keys = stored_keys(value.raw_data)
    manner = (bool(context.get("is_plain")), bool(context.get("addresses_as_text")), keys)
    drawn = []
    for place, (block, following) in enumerate(zip(value.raw_data, following_parts(value), strict=True)):
        draw = partial(_drawn, value, place, {**parent, "following_part": following}, keys)
        drawn.append(kept(block["type"], _shown(value, place, following, manner, context), draw))
    return _for_readers("".join(drawn)) + _end(context, value)


def _shown(value, place: int, following: str, manner: tuple, context) -> tuple | None:
    """Everything that a block shows, where it is known beforehand; its raw data is what is stored of it."""
    block = value.raw_data[place]
    if block["type"] in STILL:
        return repr(block["value"]), following, manner
    if block["type"] in ("image", "video"):
        shown = picture(value[place].value.get("image"))
        return shown and (repr(block["value"]), shown, manner)
    if block["type"] == "crisis_help" and current_practice():
        is_said = getattr(context.get("page"), "in_safety_mode", False)
        return repr(block["value"]), current_practice().country, is_said, manner
    return None


def _drawn(value, place: int, parent: dict, keys: frozenset[str]) -> str:
    child = value[place]
    return _with_citations(child, child.render(context=parent), keys)


def _end(context, value) -> str:
    """Where a content note leads that covers the whole text: drawn where there is such a note."""
    has_note = getattr(context.get("page"), "content_note", "")
    if not has_note and not any(block["type"] == "content_note" for block in value.raw_data):
        return mark_safe("")
    return format_html('<span id="{}" tabindex="-1"></span>', END_OF_TEXT)


def _for_readers(html: str) -> str:
    """Links expanded; without the keys that the editor keeps on each paragraph."""
    return mark_safe(_EDITORS_KEY.sub("", expand_db_html(html)))  # only stored rich text and escaped values come here


def _with_citations(child, html: str, keys: set[str]) -> str:
    """An entry "Mind (2020)" is no citation of itself."""
    if child.block_type == "references":
        return html
    link = partial(link_citations, html, keys)
    return link() if child.block_type in STILL else kept("citations", (html, keys), link)  # those are kept as a whole


@register.filter
def stored(value):
    """Rich text as it is stored; `body` expands its links later."""
    return mark_safe(value.source if isinstance(value, RichText) else value or "")


@register.simple_tag(takes_context=True)
def expanded(context, value):
    """Rich text outside a body, with its links expanded at once."""
    return _for_readers(value.source if isinstance(value, RichText) else str(value or ""))
