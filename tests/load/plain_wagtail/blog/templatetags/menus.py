"""The menu, as Wagtail's own demonstration draws it."""

from django import template
from wagtail.models import Site

register = template.Library()


@register.inclusion_tag("menu.html", takes_context=True)
def menu(context):
    """The live pages below the first one that are shown in menus."""
    root = Site.find_for_request(context["request"]).root_page
    return {"pages": root.get_children().live().in_menu(), "page": context.get("page"), "request": context["request"]}
