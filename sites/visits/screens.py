"""Screens about visits: the operator begins one, the owner watches and ends it, the visitor reads."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import rules
from ..audit.clock import InPracticeTime
from ..audit.models import AuditEntry
from ..models import Practice
from ..scoping import Kind, current_practice, current_scope
from . import visiting
from .forms import VisitForm
from .models import OperatorVisit

A_PAGE = 50  # rows


class _OwnersScreen:
    """For whoever may read the log of the practice in scope."""

    def dispatch(self, request, *args, **kwargs):
        if current_scope().kind is not Kind.PRACTICE or not rules.may_read_log(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class BeginVisitView(WagtailAdminTemplateMixin, FormView):
    """At the installation's own host: an operator says why and for how long."""

    form_class = VisitForm
    template_name = "wagtailadmin/visits/begin.html"
    page_title = "Visit, reading only"
    header_icon = "view"

    def dispatch(self, request, *args, **kwargs):
        if current_scope().kind is not Kind.INSTALLATION or not request.user.is_operator:
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
        earlier = OperatorVisit.everywhere.filter(practice=self.practice)[:10]
        running = visiting.running_visit(self.request.user, self.practice)
        return super().get_context_data(practice=self.practice, visits=earlier, running=running, **kwargs)

    def form_valid(self, form):
        try:
            visiting.begin(self.request.user, self.practice, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        # Not straight on to the practice's address: browsers hold a form's redirect to the policy form-action 'self'.
        return redirect("visit_begin", pk=self.practice.pk)


class VisitsView(InPracticeTime, _OwnersScreen, WagtailAdminTemplateMixin, TemplateView):
    """All visits to the practice, newest first."""

    template_name = "wagtailadmin/visits/list.html"
    page_title = "Visits by operators"
    header_icon = "view"

    def get_breadcrumbs_items(self):
        return [{"url": reverse("practice_visits"), "label": self.page_title}]

    def get_context_data(self, **kwargs):
        page = Paginator(OperatorVisit.objects.all(), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(visits=page, **kwargs)


class VisitView(InPracticeTime, _OwnersScreen, WagtailAdminTemplateMixin, TemplateView):
    """One visit, with every page that was read."""

    template_name = "wagtailadmin/visits/one.html"
    page_title = "Visit by an operator"
    header_icon = "view"

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("practice_visits"), "label": "Visits by operators"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        visit = get_object_or_404(OperatorVisit, pk=kwargs["pk"])
        entries = AuditEntry.objects.filter(action="visit.read", subject_type="visit", subject_id=str(visit.pk))
        page = Paginator(entries, A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(visit=visit, entries=page, **kwargs)


class EndVisitView(_OwnersScreen, View):
    """The owner ends a visit that is going on."""

    http_method_names = ["post"]

    def post(self, request, pk):
        visit = get_object_or_404(OperatorVisit, pk=pk)
        visiting.end(visit, by=request.user)
        messages.success(request, f"{visit.operator_name} is not let in any more.")
        return redirect("practice_visit", pk=visit.pk)


class _VisitorsScreen:
    """For nobody but a visitor: the practice's people have Wagtail's own explorer."""

    def dispatch(self, request, *args, **kwargs):
        practice = current_practice()
        if practice is None or request.user.visit_to(practice) is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def pages():
        """The practice's pages in the order of the tree, without the root of all."""
        return apps.get_model(settings.WAGTAIL_PAGE_MODEL).objects.exclude(depth=1).order_by("path")


class ReadingRoomView(_VisitorsScreen, WagtailAdminTemplateMixin, TemplateView):
    """Every page of the practice, drafts among them."""

    template_name = "wagtailadmin/visits/reading_room.html"
    page_title = "Pages and drafts"
    header_icon = "doc-full"

    def get_breadcrumbs_items(self):
        return [{"url": reverse("visit_pages"), "label": self.page_title}]

    def get_context_data(self, **kwargs):
        page = Paginator(self.pages().select_related("content_type"), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(pages=page, **kwargs)


class ReadPageView(_VisitorsScreen, View):
    """The latest draft of one page, as readers would see it."""

    def get(self, request, pk):
        page = get_object_or_404(self.pages(), pk=pk).specific.get_latest_revision_as_object()
        return page.make_preview_request(request, page.default_preview_mode)
