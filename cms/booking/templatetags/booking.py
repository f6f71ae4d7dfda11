"""Offers for templates of pages that know nothing of booking."""

from django import template

from ..offers import open_offers

register = template.Library()


@register.simple_tag
def offers_of(profile):
    """The open offers of one practitioner."""
    return [offer for offer in open_offers() if profile.pk in offer.practitioner_ids]
