"""What happened: the log on a screen and as a file, for owners and, of the installation, for operators."""

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import rules
from ..models import Practice
from ..scoping import Kind, current_practice, current_scope
from . import exporting
from .clock import InPracticeTime, in_zone
from .forms import LogFilterForm
from .models import AuditEntry

A_PAGE = 50  # entries


def page_before(entries, position: str) -> tuple[list, int | None]:
    """Fifty entries before a position, and the position to go on from; None at the end.

    By position and not by page number: the thousandth page costs what the first does.
    """
    if position.isdecimal() and len(position) < 19:  # what a BIGINT holds
        entries = entries.filter(position__lt=int(position))
    rows = list(entries.order_by("-position")[: A_PAGE + 1])
    return rows[:A_PAGE], rows[A_PAGE - 1].position if len(rows) > A_PAGE else None


class LogView(InPracticeTime, WagtailAdminTemplateMixin, TemplateView):
    """The log of the practice in scope, or at the installation's own host the installation's."""

    template_name = "wagtailadmin/audit/log.html"
    page_title = "What happened"
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_read_log(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [{"url": reverse("audit_log"), "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        self.form = LogFilterForm(request.GET)
        self.entries = self.form.narrow(AuditEntry.objects.all())
        if request.GET.get("export") == "csv":
            return self._as_file()
        return super().get(request, *args, **kwargs)

    def _as_file(self):
        practice = current_practice()
        name = f"what-happened-{practice.slug if practice else 'installation'}-{timezone.localdate()}.csv"
        # The scope and the time zone must last while the file is made, after the middleware has let go of them.
        with_zone = in_zone(timezone.get_current_timezone(), exporting.lines(exporting.newest_first(self.entries)))
        response = StreamingHttpResponse(with_zone, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def get_context_data(self, **kwargs):
        rows, older = page_before(self.entries, self.request.GET.get("before", ""))
        asked = self.request.GET.copy()
        asked.pop("before", None)
        return super().get_context_data(
            entries=rows, older=older, form=self.form, asked=asked.urlencode(), began="before" in self.request.GET
        )


class BareLogView(InPracticeTime, WagtailAdminTemplateMixin, TemplateView):
    """A practice's log for an operator who is not visiting: when, what kind of action, in which role; no names."""

    template_name = "wagtailadmin/audit/bare_log.html"
    page_title = "What happened"
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        if current_scope().kind is not Kind.INSTALLATION or not rules.may_read_log(request.user):
            raise PermissionDenied
        self.practice = get_object_or_404(Practice, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.practice.name

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("practices:index"), "label": "Practices"},
            {"url": reverse("practices:edit", args=(self.practice.pk,)), "label": self.practice.name},
            {"url": "", "label": self.page_title, "sublabel": self.practice.name},
        ]

    def get_context_data(self, **kwargs):
        bare = AuditEntry.everywhere.of_practice(self.practice.pk).only("position", "moment", "action", "actor_role")
        rows, older = page_before(bare, self.request.GET.get("before", ""))
        return super().get_context_data(entries=rows, older=older, began="before" in self.request.GET)
