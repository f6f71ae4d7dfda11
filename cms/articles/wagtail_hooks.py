"""The way to the articles in the admin: a menu entry, and a place to begin on the first page."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState

from cms.people.models import PeopleIndexPage, PractitionerPage
from sites.roles import Ability
from sites.rules import may_configure
from sites.scoping import current_practice, remember

from .models import ArticleIndexPage, ArticlePage


def article_index():
    """The practice's page of articles, or None."""
    return remember("article_index", ArticleIndexPage.objects.first) if current_practice() else None


class ArticlesMenuItem(MenuItem):
    """Leads to the practice's articles; its address is only known when somebody asks."""

    def is_shown(self, request):
        return request.user.can(Ability.WRITE) and article_index() is not None

    def render_component(self, request):
        self.url = reverse("wagtailadmin_explore", args=(article_index().pk,))
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def articles_menu_item():
    return ArticlesMenuItem("Articles", "", name="articles", icon_name="doc-full", order=90)


def next_steps(user) -> list[tuple[str, str]]:
    """What a new practice still lacks, for whoever may mend it: words and address. Empty when nothing does."""
    practice = current_practice()
    if not may_configure(user, practice):
        return []
    people = PeopleIndexPage.objects.first()
    steps = [
        (not (practice.phone or practice.email), "Say how readers reach you", reverse("practice_details")),
        (
            people is not None and not PractitionerPage.objects.exists(),
            "Introduce the people of the practice",
            people and reverse("wagtailadmin_pages:add_subpage", args=(people.pk,)),
        ),
        (
            not practice.site.root_page.introduction,
            "Write a few words for your home page",
            reverse("wagtailadmin_pages:edit", args=(practice.site.root_page_id,)),
        ),
    ]
    return [(words, address) for lacks, words, address in steps if lacks]


class BeginPanel(Component):
    """Write something, see what is there."""

    name = "begin"
    template_name = "wagtailadmin/home/begin.html"
    order = 50

    def get_context_data(self, parent_context):
        index = article_index()
        user = parent_context["request"].user
        may_write = index is not None and index.permissions_for_user(user).can_add_subpage()
        meta = ArticlePage._meta
        return {
            "practice": current_practice(),
            "write_url": reverse("wagtailadmin_pages:add", args=(meta.app_label, meta.model_name, index.pk))
            if may_write
            else "",
            "articles_url": reverse("wagtailadmin_explore", args=(index.pk,))
            if index and user.can(Ability.WRITE)
            else "",
            "role": user.role,
            "next_steps": next_steps(user),
        }


@hooks.register("before_edit_page")
def what_was_sent_back(request, page):
    """The editor's words stand above the article that was sent back, where it is mended."""
    state = page.current_workflow_state
    if request.method != "GET" or state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    task_state = state.current_task_state.specific
    comment, who = task_state.get_comment(), task_state.finished_by or "The editors"
    words = f"{who} sent this back: “{comment}”" if comment else f"{who} sent this back without a comment."
    messages.warning(request, f"{words} Mend it, then submit it again.")


@hooks.register("construct_homepage_panels")
def begin_panel(request, panels):
    if current_practice():
        panels.append(BeginPanel())
