"""Hooks only register: the desk on a practice's first page, and the way to it in the menu."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from sites.models.practice import installation_address
from sites.scoping import current_practice

from . import views
from .places import places_of

# Wagtail's own panels that say in other words what the desk says.
OF_WAGTAIL = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}


class DeskPanel(Component):
    """What waits for this person in this practice."""

    name = "desk"
    template_name = "wagtailadmin/desk/panel.html"
    order = 40

    def get_context_data(self, parent_context):
        return {"heaps": views.heaps(places_of(parent_context["request"])), "is_of_all": False}


@hooks.register("construct_homepage_panels")
def what_waits(request, panels):
    if current_practice():
        panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in OF_WAGTAIL]
        panels.append(DeskPanel())


@hooks.register("register_admin_menu_item")
def desk_item():
    """At the installation's host, where the desk is over all practices."""
    address = installation_address(reverse("desk"))
    return MenuItem("Your desk", address, name="desk", icon_name="list-ul", order=10)


@hooks.register("register_admin_menu_item")
def calendar_item():
    """At the host where one is: over all practices, or of this one."""
    return MenuItem("Calendar", reverse("desk_calendar"), name="calendar", icon_name="calendar", order=20)
