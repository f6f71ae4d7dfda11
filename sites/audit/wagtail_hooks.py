"""Hooks only register: our own log model in the place of Wagtail's, and the screen of the log."""

from django.db.models import Model
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import ModelLogEntry

from .. import rules
from ..scoping import Kind, current_scope
from . import screens
from .wagtail_log import PracticeLogEntry


@hooks.register("register_log_actions", order=100)
def keep_a_history_for_each_practice(actions):
    """After Wagtail's own registration: what is not a page is logged with its practice."""
    actions.register_model(Model, PracticeLogEntry)
    actions.log_entry_models.discard(ModelLogEntry)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("practice/log/", screens.LogView.as_view(), name="audit_log"),
        path("practices/<int:pk>/log/", screens.BareLogView.as_view(), name="practice_bare_log"),
    ]


class LogMenuItem(MenuItem):
    """Shown to whoever may read the log of where they are."""

    def __init__(self, kind, **kwargs):
        super().__init__("What happened", reverse("audit_log"), name="audit-log", icon_name="history", **kwargs)
        self.kind = kind

    def is_shown(self, request):
        return current_scope().kind is self.kind and rules.may_read_log(request.user)


@hooks.register("register_reports_menu_item")
def of_the_practice():
    return LogMenuItem(Kind.PRACTICE, order=1000)


@hooks.register("register_admin_menu_item")
def of_the_installation():
    return LogMenuItem(Kind.INSTALLATION, order=1000)
