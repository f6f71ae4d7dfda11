"""Hooks only register: the screens of comments and their menu entries."""

from django.urls import path, reverse
from wagtail import hooks

from sites import rules
from sites.menu_items import MOST_COUNTED, CountedMenuItem, PracticeMenuItem
from sites.roles import Ability
from sites.scoping import Kind, current_scope, remember

from . import owner_screens, screens, writing_screens
from .models import ReaderComment


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("comments/", screens.CommentsView.as_view(), name="comments"),
        path("comments/bulk/", screens.BulkView.as_view(), name="comments_bulk"),
        path("comments/spam/empty/", screens.EmptyView.as_view(), name="comments_empty"),
        path("comments/spam/put-back/", screens.PutBackView.as_view(), name="comments_put_back"),
        path("comments/settings/", owner_screens.SettingsView.as_view(), name="comments_settings"),
        path("comments/person/", owner_screens.PersonView.as_view(), name="comments_person"),
        path("comments/person/export/", owner_screens.ExportView.as_view(), name="comments_export"),
        path("comments/person/erase/", owner_screens.EraseView.as_view(), name="comments_erase"),
        path("comments/<int:pk>/decide/", screens.DecideView.as_view(), name="comment_decide"),
        path("comments/<int:pk>/shorten/", writing_screens.ShortenView.as_view(), name="comment_shorten"),
        path("comments/<int:pk>/reply/", writing_screens.ReplyView.as_view(), name="comment_reply"),
    ]


def waiting() -> int:
    """How many comments wait; counted no further than is shown."""
    held = ReaderComment.objects.filter(state=ReaderComment.State.HELD).order_by()[: MOST_COUNTED + 1]
    return remember("held_comments", held.count)


class CommentsMenuItem(CountedMenuItem):
    """For whoever moderates, with the number that waits; for practitioners the way to what they may answer."""

    def is_shown(self, request):
        return current_scope().kind is Kind.PRACTICE and request.user.can(Ability.WRITE)

    def number_for(self, request) -> int:
        return waiting() if rules.may_moderate(request.user) else 0


@hooks.register("register_admin_menu_item")
def comments():
    return CommentsMenuItem("Comments", reverse("comments"), name="comments", icon_name="comment", order=95)


@hooks.register("register_settings_menu_item")
def settings_of_comments():
    return PracticeMenuItem(
        "Comments", reverse("comments_settings"), name="settings-of-comments", icon_name="comment", order=20
    )
