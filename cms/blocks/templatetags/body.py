"""Template tags that draw a body: blocks first, then links and citations once for all of it."""

import re
from functools import partial

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText, expand_db_html

from cms.pages.kept import kept, picture
from cms.pages.shelf import linked_page_ids, shelf
from sites.scoping import current_practice

from ..body import ADDRESSES_OF_THE_PAGE, following_parts, headings
from ..finding import FindingBlock
from ..references import link_citations, stored_keys
from ..text import END_OF_TEXT

register = template.Library()
# Blocks that show nothing but what is stored in them and what the key in body() names besides.
STILL = {"paragraph", "heading", "quotation", "key_points", "words_to_use", "numbered_steps", "vignette", "exercise"}
STILL |= {"content_note", "table", "references", "divider"}
_KINDS_OF_LINKS = re.compile(r'linktype="([^"]*)"')
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
        around = parent | {"following_part": following}
        shown = _shown(value, place, manner, around)
        drawn.append(kept(block["type"], shown, partial(_drawn, value, place, around, keys)))
    return mark_safe("".join(_with_links(drawn))) + _end(context, value)


def _shown(value, place: int, manner: tuple, around: dict) -> tuple | None:
    """Everything that a block shows, where it is known beforehand; its raw data is what is stored of it.

    What a block has found is put into ``around``, the context that it is drawn in.
    """
    block = value.raw_data[place]
    if block["type"] in STILL:
        return repr(block["value"]), around["following_part"], manner
    kind = value.stream_block.child_blocks[block["type"]]
    if isinstance(kind, FindingBlock):
        around["found"] = kind.found(block["value"], around)
        shown = kind.shown(around["found"], around)
        return shown and (repr(block["value"]), shown, manner)
    if block["type"] in ("image", "video"):
        shown = picture(value[place].value.get("image"))
        return shown and (repr(block["value"]), shown, manner)
    if block["type"] == "crisis_help" and current_practice():
        is_said = getattr(around.get("page"), "in_safety_mode", False)
        return repr(block["value"]), current_practice().country, is_said, manner
    return None


def _drawn(value, place: int, parent: dict, keys: frozenset[str]) -> str:
    child = value[place]
    return _EDITORS_KEY.sub("", _with_citations(child, child.render(context=parent), keys))


def _end(context, value) -> str:
    """Where a content note leads that covers the whole text: drawn where there is such a note."""
    has_note = getattr(context.get("page"), "content_note", "")
    if not has_note and not any(block["type"] == "content_note" for block in value.raw_data):
        return mark_safe("")
    return format_html('<span id="{}" tabindex="-1"></span>', END_OF_TEXT)


def _with_links(pieces: list[str]) -> list[str]:
    """The pieces with their links expanded. Only stored rich text and escaped values come here.

    Where no link leads to anything but pages, which are all fetched by then, each piece is expanded once for the
    addresses that it leads to. Others are asked of the database, for all pieces in one go.
    """
    html = "".join(pieces)
    if not set(_KINDS_OF_LINKS.findall(html)) <= {"page"} or "<embed" in html:
        return [expand_db_html(html)]
    shelf().want(linked_page_ids(html))
    return [_linked(piece) if "linktype=" in piece else piece for piece in pieces]


def _linked(piece: str) -> str:
    pages = shelf().get_many(linked_page_ids(piece))
    return kept("links", (piece, tuple(page and page.url for page in pages)), partial(expand_db_html, piece))


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


@register.filter
def closing_stop(text: str) -> str:
    """The full stop after a part of a reference, unless it ends a sentence by itself."""
    return "" if text.rstrip("”’\"')").endswith((".", "?", "!", "…")) else "."


@register.simple_tag(takes_context=True)
def expanded(context, value):
    """Rich text outside a body, with its links expanded at once."""
    stored = value.source if isinstance(value, RichText) else str(value or "")
    return mark_safe(_EDITORS_KEY.sub("", expand_db_html(stored)))  # stored rich text, or escaped on its way in
