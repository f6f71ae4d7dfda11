"""Headings for templates: a heading's address, and a flat list of headings as a tree."""

from django import template

from ..text import anchor_for

register = template.Library()


@register.filter
def anchor(heading):
    """The address of a heading block's value, made from its words when none is stored."""
    return heading.get("anchor") or anchor_for(heading["text"])


@register.filter
def outline(headings):
    """A flat list of ``text``, ``level`` and ``anchor`` as a tree: each entry gains ``parts``, the entries below it."""
    tree, open_entries = [], []
    for heading in headings:
        entry = {**heading, "parts": []}
        while open_entries and open_entries[-1]["level"] >= entry["level"]:
            open_entries.pop()
        (open_entries[-1]["parts"] if open_entries else tree).append(entry)
        open_entries.append(entry)
    return tree
