"""Hooks only register: screens, the fast lane's button, words of the history."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.admin.widgets.button import Button

from cms.articles.models import ArticlePage
from sites import rules
from sites.menu_items import PracticeMenuItem

from . import corrections, screens

CORRECT = "action-correct"
IN_OUR_WORDS = {"action-cancel-workflow": "Take it back", "action-restart-workflow": "Begin the steps again"}


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("articles-way/", screens.ArticlesWayView.as_view(), name="articles_way"),
        path("pages/<int:pk>/reviewed/", screens.ReviewedView.as_view(), name="article_reviewed"),
    ]


@hooks.register("register_settings_menu_item")
def articles_way():
    return PracticeMenuItem(
        "The articles' way", reverse("articles_way"), name="articles-way", icon_name="tasks", order=20
    )


@hooks.register("register_log_actions")
def words_of_the_history(actions):
    actions.register_action("anteroom.correction", "Correct a typing slip", "Corrected a typing slip")
    actions.register_action("anteroom.review", "Review", "Reviewed")


class CorrectionItem(ActionMenuItem):
    """The fast lane, for an article that readers see."""

    name = CORRECT
    label = "Publish as a typing correction"
    icon_name = "check"
    order = 25

    def is_shown(self, context):
        if context["view"] != "edit" or context["locked_for_user"]:
            return False
        page = context["page"]
        return corrections.may_correct(context["request"].user, page) and not page.workflow_in_progress


@hooks.register("register_page_action_menu_item")
def fast_lane():
    return CorrectionItem()


def _is_yes(item) -> bool:
    """Whether it takes the step that the article is in, without a window for words."""
    return isinstance(item, WorkflowMenuItem) and item.name == "approve" and not item.launch_modal


@hooks.register("construct_page_action_menu")
def what_may_be_done(menu_items, request, context):
    """Whoever begins an article is its author; it is published by approving it, where somebody else could."""
    for item in menu_items:
        item.label = IN_OUR_WORDS.get(item.name, item.label)
        if _is_yes(item):
            item.template_name = "wagtailadmin/reviewing/yes_item.html"
    # The first one is the button, the others its menu. Whoever an article waits for came to decide.
    menu_items.sort(key=lambda item: not _is_yes(item))
    begun = request.resolver_match.kwargs.get("content_type_model_name") if context["view"] == "create" else ""
    if begun == ArticlePage._meta.model_name and not rules.may_publish_own(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("after_edit_page")
def correct_a_slip(request, page):
    """The draft is stored already; what is refused here stays as a draft, and says why."""
    if CORRECT not in request.POST or not corrections.may_correct(request.user, page):
        return None
    try:
        corrections.correct(page, by=request.user)
    except ValidationError as error:
        for sentence in corrections.why_not(error):
            messages.error(request, sentence)
    else:
        messages.success(request, "Readers see the corrected words now. The history says that it was a typing slip.")
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_page_header_buttons")
def reviews(page, user, view_name, next_url=None):
    if page.specific_class is ArticlePage and page.live:
        yield Button("Reviews", reverse("article_reviewed", args=(page.pk,)), icon_name="check", priority=60)
