"""Versions of an article in memory, as they come from the table of versions: nothing in them is looked up yet."""

import json

from cms.articles.models import ArticlePage
from cms.blocks.words import text_of


def version(*blocks, **fields) -> ArticlePage:
    """An article whose blocks are given as (id, type, stored value)."""
    page = ArticlePage(**{"title": "Sleep", **fields})
    page.body = json.dumps([{"id": key, "type": kind, "value": value} for key, kind, value in blocks])
    return page


def one(html: str) -> ArticlePage:
    """An article of one paragraph."""
    page = version(("p1", "paragraph", html))
    page.plain_text = text_of(page.body)
    return page


def heading(key: str, text: str):
    """A heading as it is stored."""
    return key, "heading", {"text": text, "level": "2", "anchor": text.lower()}


def listed(**values) -> list[dict]:
    """Parts of a list as they are stored: id and value."""
    return [{"type": "item", "id": key, "value": value} for key, value in values.items()]


def seen(change) -> str:
    """A change on one line: [-gone-] and {+new+} in their place, remarks after it."""
    signs = {"kept": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    said = []
    for detail in change.details:
        words = " ".join(signs[fragment.mark].format(fragment.text) for fragment in detail.fragments)
        said.append(" ".join(filter(None, [f"{detail.label}:" if detail.label else "", words, *detail.sentences])))
    return f"{change.kinds_in_words} {change.name}: {' / '.join(said)}"
