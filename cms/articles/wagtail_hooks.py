"""The way to the articles in the admin: a menu entry, and a place to begin on the first page."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from sites.scoping import current_practice, remember

from .models import ArticleIndexPage, ArticlePage


def article_index():
    """The practice's page of articles, or None."""
    return remember("article_index", ArticleIndexPage.objects.first) if current_practice() else None


class ArticlesMenuItem(MenuItem):
    """Leads to the practice's articles; its address is only known when somebody asks."""

    def is_shown(self, request):
        return article_index() is not None

    def render_component(self, request):
        self.url = reverse("wagtailadmin_explore", args=(article_index().pk,))
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def articles_menu_item():
    return ArticlesMenuItem("Articles", "", name="articles", icon_name="doc-full", order=90)


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
            "articles_url": reverse("wagtailadmin_explore", args=(index.pk,)) if index else "",
            "role": user.role,
        }


@hooks.register("construct_homepage_panels")
def begin_panel(request, panels):
    if current_practice():
        panels.append(BeginPanel())
