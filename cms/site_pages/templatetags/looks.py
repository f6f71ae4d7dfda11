"""For the owner's form of the look."""

from django import template

from cms.looks.palettes import OFFERED

register = template.Library()


@register.simple_tag
def offered_palettes():
    """The colours that suit each theme: name, brand and second colour, by theme."""
    return OFFERED
