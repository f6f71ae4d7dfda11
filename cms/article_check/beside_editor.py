"""The check as a side panel of Wagtail's editor, beside its own "Checks"."""

from functools import cached_property, wraps

from django.forms import Media
from django.urls import reverse
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from cms.articles.models import ArticlePage

from .checking import check
from .showing import shown


class ArticleCheckSidePanel(BaseSidePanel):
    """What stops, asks and hints; the number on its button is how much is open."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Toggle article check"
        icon_name = "clipboard-list"

        def get_context_data(self, parent_context):
            return {**super().get_context_data(parent_context), "count": len(self.panel.report.open)}

    name = "article-check"
    title = "Article check"
    template_name = "wagtailadmin/article_check/panel.html"
    order = 150

    @cached_property
    def report(self):
        return check(self.object)

    @property
    def media(self):
        return Media(css={"all": ["admin/article_check.css"]}, js=["admin/article_check.js"])

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {**context, **shown(self.report), "address": self._address, "edit_address": ""}

    @property
    def _address(self) -> str:
        """Where findings are shown and decided; an article that nobody has saved yet has none."""
        return reverse("article_check", args=(self.object.pk,)) if self.object.pk else ""


def join_the_editor():
    """Add the panel to Wagtail's two editing views: Wagtail 8.0 has hooks for every part of them but this one."""
    for view in (CreateView, EditView):
        view.get_side_panels = _with_the_check(view.get_side_panels)


def _with_the_check(own):
    """Not in what answers an autosave: there the panel asks for itself, so that a reason half typed is kept."""

    @wraps(own)
    def get_side_panels(view):
        panels = own(view)
        if isinstance(view.page, ArticlePage) and not view.expects_json_response:
            panels.append(ArticleCheckSidePanel(view.page, view.request))
        return panels

    return get_side_panels
