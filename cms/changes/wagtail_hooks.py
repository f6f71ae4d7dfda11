"""Hooks only register: the screens, the ways to them, and what changed said above an article that waits."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem

from sites import rules

from . import screens, story_screens
from .waiting import what_waits


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("pages/<int:page_id>/changes/", screens.ChangesView.as_view(), name="page_changes"),
        path("pages/<int:page_id>/story/", story_screens.StoryView.as_view(), name="page_story"),
        path("articles/story.csv", story_screens.StoriesFileView.as_view(), name="stories_file"),
    ]


class ChangesItem(PageMenuItem):
    """Shown to whoever may see what was done to the page."""

    label = "What changed"
    icon_name = "resubmit"
    url_name = "page_changes"

    def is_shown(self, user):
        return self.page.depth > 1 and rules.may_see_changes(user, self.page)


class StoryItem(ChangesItem):
    label = "Story"
    icon_name = "history"
    url_name = "page_story"


@hooks.register("register_page_header_buttons")
def ways(page, user, view_name, next_url=None):
    yield ChangesItem(page=page, priority=66)
    yield StoryItem(page=page, priority=67)


@hooks.register("before_edit_page")
def what_changed_in_it(request, page):
    """Whoever an article waits for sees in a sentence what changed, and the way to all of it."""
    if request.method != "GET" or not rules.decides_now(request.user, page):
        return
    if words := what_waits(page):
        button = messages.button(reverse("page_changes", args=(page.pk,)), "See what changed")
        messages.info(request, words, buttons=[button])
