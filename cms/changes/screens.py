"""What changed: two versions of a page side by side in words, the last approved one and the newest unless chosen."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.pages.models import BasePage
from sites import rules
from sites.audit.clock import InPracticeTime

from .comparing import compare
from .shortening import shown
from .since import last_approval

VERSIONS = 20  # on a page


class OfPage(InPracticeTime, WagtailAdminTemplateMixin, TemplateView):
    """A screen about one page, for whoever may see what was done to it."""

    def dispatch(self, request, *args, **kwargs):
        self.page = get_object_or_404(BasePage, pk=kwargs["page_id"]).specific
        if not rules.may_see_changes(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        title = self.get_page_subtitle()
        return [
            {"url": reverse("wagtailadmin_pages:edit", args=(self.page.pk,)), "label": title},
            {"url": "", "label": self.page_title, "sublabel": title},
        ]


class ChangesView(OfPage):
    """GET with ``from`` and ``to`` (numbers of versions) or without."""

    template_name = "wagtailadmin/changes/changes.html"
    page_title = "What changed"
    header_icon = "resubmit"

    def get_context_data(self, **kwargs):
        approval = last_approval(self.page)
        before = self._chosen("from") or (approval.revision if approval else None)
        after = self._chosen("to") or self.page.latest_revision
        if before and after and before.pk > after.pk:
            before, after = after, before
        comparison = compare(before.as_object(), after.as_object()) if before and after else None
        changes, more = shown(comparison) if comparison else ([], 0)
        return super().get_context_data(
            page=self.page,
            approval=approval,
            before=before,
            after=after,
            summary=comparison.summary if comparison is not None else "",
            changes=changes,
            more=more,
            decides=rules.decides_now(self.request.user, self.page),
            versions=Paginator(self._versions(), VERSIONS).get_page(self.request.GET.get("p")),
            **kwargs,
        )

    def _chosen(self, name: str):
        """The version that the address names, if it is one of this page's."""
        number = (self.request.GET.getlist(name) or [""])[-1]
        is_number = number.isdecimal() and len(number) < 19  # a BIGINT
        return self.page.revisions.filter(pk=number).first() if is_number else None

    def _versions(self):
        return self.page.revisions.select_related("user").defer("content").order_by("-created_at", "-pk")
