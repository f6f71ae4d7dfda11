"""What the form of an offer says of the link that was pasted."""

from django import template

from ..understanding import understood_of as of_offer

register = template.Library()


@register.simple_tag
def understood_of(offer):
    """What is kept of an offer's service; None where it has none."""
    return of_offer(offer)
