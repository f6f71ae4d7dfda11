"""Articles for templates of pages that know nothing of them."""

from django import template

from ..models import live_articles
from ..reading import prepare_cards

register = template.Library()
MOST = 6


@register.simple_tag
def written_by(profile):
    """The newest live articles of one practitioner, as base pages ready for cards."""
    articles = list(live_articles().filter(articlepage__authors__profile=profile)[:MOST])
    prepare_cards(articles)
    return articles
