"""The part of a page's head that speaks to other programs: address, feeds, cards of a link, structured data."""

from functools import partial

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from cms.articles.models import ArticlePage
from cms.articles.reading import people_shown
from cms.faq.blocks import questions_on
from cms.pages.kept import card, columns, kept, rows

from ..addresses import canonical
from ..feed_views import feeds_of
from ..social import card_of_link
from ..structured import as_json, graph_of

register = template.Library()


@register.simple_tag(takes_context=True)
def about_this_page(context):
    """Draws nothing outside a practice."""
    if not context.get("site"):
        return ""
    return kept("about", _shown(context), partial(_drawn, context))


def _drawn(context) -> str:
    said = {
        "canonical": canonical(context),
        "card": card_of_link(context),
        "feeds": feeds_of(context),
        "structured": _as_element(graph_of(context)),
    }
    return render_to_string("components/about_this_page.html", said)


def _shown(context) -> tuple | None:
    """Everything that is said of an article; of other pages nobody knows it beforehand."""
    page, site, reviewer = context.get("page"), context["site"], context.get("reviewer")
    if not isinstance(page, ArticlePage):
        return None
    authors, own = people_shown(context.get("authors") or []), card(page)
    if own is None or authors is None:
        return None
    pairs = tuple(tuple(pair.values()) for pair in questions_on(page.body))
    checked = (columns(reviewer), rows(reviewer.held_credentials)) if reviewer else None
    return own, site["mark"], site["here"], authors, checked, rows(context.get("topics") or []), pairs


def _as_element(graph):
    """Data, not a script: browsers run nothing of this type, so the policy for scripts does not concern it."""
    # as_json() leaves no sign that could end the element or begin another.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(as_json(graph)))
