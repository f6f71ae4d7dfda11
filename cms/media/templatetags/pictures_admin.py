"""For the screen of one picture: what becomes of its sizes, for whoever can act."""

from django import template

from ..sizes_due import has_failed, is_waiting

register = template.Library()


@register.simple_tag
def sizes_of(image):
    """``failed``: they could not be made so far; ``being_made``: some are still missing."""
    return {"failed": has_failed(image), "being_made": is_waiting(image)}
