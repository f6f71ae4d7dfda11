"""Hooks only register: screens, menu entries, what each role does not need to see."""

from django.urls import path, reverse
from wagtail import hooks

from .doors import leads_somewhere
from .menu_items import PracticeMenuItem
from .people_screens import PeopleViewSet, leave
from .scoping import Kind, current_scope
from .screens import PracticeDetailsView, PracticesPanel, PracticesViewSet

# Entries of Wagtail's menus that belong to a practice, and mean nothing at the installation's own host.
OF_A_PRACTICE = {"explorer", "images", "documents", "snippets", "reports"}


@hooks.register("register_admin_viewset")
def screens():
    return [PeopleViewSet(), PracticesViewSet()]


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("practice/", PracticeDetailsView.as_view(), name="practice_details"),
        path("leave/", leave, name="leave_practice"),
    ]


@hooks.register("register_settings_menu_item")
def practice_details():
    return PracticeMenuItem("Practice", reverse("practice_details"), name="practice", icon_name="home", order=5)


@hooks.register("construct_homepage_summary_items")
def no_counts_at_the_installation(request, items):
    if current_scope().kind is not Kind.PRACTICE:
        items.clear()


@hooks.register("construct_homepage_panels")
def practices_panel(request, panels):
    if current_scope().kind is not Kind.PRACTICE:
        panels.append(PracticesPanel())


@hooks.register("construct_main_menu")
def only_what_is_here(request, menu_items):
    if current_scope().kind is not Kind.PRACTICE:
        menu_items[:] = [item for item in menu_items if item.name not in OF_A_PRACTICE]


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def only_what_leads_somewhere(request, menu_items):
    menu_items[:] = [item for item in menu_items if leads_somewhere(item.url)]
