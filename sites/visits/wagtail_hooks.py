"""Hooks only register: screens of visits, their menu entries, the banner's style."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .. import rules
from ..scoping import Kind, current_practice, current_scope
from . import screens


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("practices/<int:pk>/visit/", screens.BeginVisitView.as_view(), name="visit_begin"),
        path("practice/visits/", screens.VisitsView.as_view(), name="practice_visits"),
        path("practice/visits/<int:pk>/", screens.VisitView.as_view(), name="practice_visit"),
        path("practice/visits/<int:pk>/end/", screens.EndVisitView.as_view(), name="practice_visit_end"),
        path("practice/reading/", screens.ReadingRoomView.as_view(), name="visit_pages"),
        path("practice/reading/<int:pk>/", screens.ReadPageView.as_view(), name="visit_page"),
    ]


class OwnersMenuItem(MenuItem):
    """Shown to whoever may read the log of the practice in scope."""

    def is_shown(self, request):
        return current_scope().kind is Kind.PRACTICE and rules.may_read_log(request.user)


class VisitorsMenuItem(MenuItem):
    """Shown to a visitor."""

    def is_shown(self, request):
        return current_practice() is not None and request.user.visit_to(current_practice()) is not None


@hooks.register("register_reports_menu_item")
def visits():
    return OwnersMenuItem(
        "Visits by operators", reverse("practice_visits"), name="visits", icon_name="view", order=1100
    )


@hooks.register("register_admin_menu_item")
def reading_room():
    return VisitorsMenuItem(
        "Pages and drafts", reverse("visit_pages"), name="visit-pages", icon_name="doc-full", order=80
    )


@hooks.register("insert_global_admin_css")
def style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/visits.css"))
