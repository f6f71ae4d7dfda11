"""A body without what only a screen can use: for handouts, and for the programs that read feeds."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.blocks import StreamValue

# Blocks that lead elsewhere on the site.
ON_SCREENS_ONLY = {"related_articles", "call_to_action"}
_LINK = re.compile(r"</?a\b[^>]*>")


def without_ways_on(body: StreamValue) -> StreamValue:
    """The body without related articles and calls to action; what they name is not even fetched."""
    kept = [block for block in body.raw_data if block["type"] not in ON_SCREENS_ONLY]
    return StreamValue(body.stream_block, kept, is_lazy=True)


def drawn(page, practice, *, addresses_as_text: bool) -> str:
    """The body as HTML with every question open and without links to its parts.

    ``addresses_as_text``: nothing can be followed, so links become their words, and sources keep their addresses as
    text.
    """
    context = {
        "page": page,
        "practice": practice,
        "body": without_ways_on(page.body),
        "is_plain": True,
        "addresses_as_text": addresses_as_text,
        "authors": [],
    }
    # What is fetched only when it comes into sight would be missing on paper.
    html = render_to_string("components/plain_body.html", context).replace(' loading="lazy"', "")
    # Templates have drawn it; nothing but tags of links and that attribute has been taken out.
    return mark_safe(_LINK.sub("", html) if addresses_as_text else html)
