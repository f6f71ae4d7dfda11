"""Putting a page together: what its body holds already is not drawn a second time."""

from django import template

register = template.Library()


@register.filter
def holds(body, block_type):
    """Whether a body has a block of this type."""
    return any(block["type"] == block_type for block in body.raw_data)


@register.filter
def besides(pages, shown):
    """The pages whose ids are not among those shown already."""
    return [page for page in pages if page.pk not in shown]


@register.filter
def above(menu, page):
    """The menu's entries that this page lies below: the way back up, without a query."""
    here = getattr(page, "pk", None)
    return [entry for entry in menu if entry["is_here"] and entry["page"].pk != here]
