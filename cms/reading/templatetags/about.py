"""The part of a page's head that speaks to other programs: address, feeds, cards of a link, structured data."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ..addresses import canonical
from ..feed_views import feeds_of
from ..social import card_of_link
from ..structured import as_json, graph_of

register = template.Library()


@register.inclusion_tag("components/about_this_page.html", takes_context=True)
def about_this_page(context):
    """Draws nothing outside a practice."""
    if not context.get("site"):
        return {}
    return {
        "canonical": canonical(context),
        "card": card_of_link(context),
        "feeds": feeds_of(context),
        "structured": _as_element(graph_of(context)),
    }


def _as_element(graph):
    """Data, not a script: browsers run nothing of this type, so the policy for scripts does not concern it."""
    # as_json() leaves no sign that could end the element or begin another.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(as_json(graph)))
