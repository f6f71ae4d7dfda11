"""The notices of the practice in scope, for the templates around every page."""

from django import template

from sites.scoping import current_practice

from .. import countries

register = template.Library()


@register.simple_tag
def neutral_address():
    """Where "Leave this page" leads."""
    return countries.neutral_address(current_practice().country)
