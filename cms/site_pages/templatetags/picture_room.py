"""How large a picture will stand on the page, for the browser to choose its size by."""

from django import template

from cms.looks.look import Look
from cms.looks.picture_room import room_for as room_in_theme

from ..menus import settings_of_practice

register = template.Library()


@register.simple_tag
def room_for(place):
    """The ``sizes`` of a place in the practice's theme (cms/looks/picture_room.py); None where it shows no picture."""
    settings = settings_of_practice()
    return room_in_theme(settings.theme if settings else Look.theme, place)
