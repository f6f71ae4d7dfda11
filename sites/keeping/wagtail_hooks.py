"""Hooks only register: the operators' screen and its menu entry."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .. import rules
from . import screens


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("keeping/", screens.KeepingView.as_view(), name="keeping"),
        path("keeping/try-again/", screens.TryAgainView.as_view(), name="keeping_try_again"),
    ]


class OperatorsMenuItem(MenuItem):
    """Shown to operators at the installation's own host."""

    def is_shown(self, request):
        return rules.may_keep_running(request.user)


@hooks.register("register_settings_menu_item")
def keeping():
    return OperatorsMenuItem(
        "Work that comes round", reverse("keeping"), name="keeping", icon_name="rotate", order=1200
    )
