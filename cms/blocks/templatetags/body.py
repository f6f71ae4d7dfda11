"""Template tags that draw a body: blocks first, then links and citations once for all of it."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText, expand_db_html

from ..body import ADDRESSES_OF_THE_PAGE, following_parts, headings
from ..references import keyed, link_citations
from ..text import END_OF_TEXT

register = template.Library()
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
    keys = {key for child in value if child.block_type == "references" for _, key in keyed(child.value["items"])}
    drawn = []
    for child, following in zip(value, following_parts(value), strict=True):
        html = child.render(context={**parent, "following_part": following})
        drawn.append(_with_citations(child, html, keys))
    return _for_readers("".join(drawn)) + _end(context, value)


def _end(context, value) -> str:
    """Where a content note leads that covers the whole text: drawn where there is such a note."""
    has_note = getattr(context.get("page"), "content_note", "")
    if not has_note and not any(child.block_type == "content_note" for child in value):
        return mark_safe("")
    return format_html('<span id="{}" tabindex="-1"></span>', END_OF_TEXT)


def _for_readers(html: str) -> str:
    """Links expanded; without the keys that the editor keeps on each paragraph."""
    return mark_safe(_EDITORS_KEY.sub("", expand_db_html(html)))  # only stored rich text and escaped values come here


def _with_citations(child, html: str, keys: set[str]) -> str:
    """An entry "Mind (2020)" is no citation of itself."""
    return html if child.block_type == "references" else link_citations(html, keys)


@register.filter
def stored(value):
    """Rich text as it is stored; `body` expands its links later."""
    return mark_safe(value.source if isinstance(value, RichText) else value or "")


@register.simple_tag(takes_context=True)
def expanded(context, value):
    """Rich text outside a body, with its links expanded at once."""
    return _for_readers(value.source if isinstance(value, RichText) else str(value or ""))
