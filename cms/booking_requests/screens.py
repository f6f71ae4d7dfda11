"""Screens in the admin: the list of requests, one request, one person's, the settings."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites import rules
from sites.audit.clock import InPracticeTime
from sites.audit.recording import record
from sites.owners_screen import OwnersScreen
from sites.scoping import current_practice

from . import answering
from .letters import waiting
from .models import BookingRequest, Letter, RequestSettings
from .purging import shorten
from .reading import opened
from .sealing import CannotBeOpened

A_PAGE = 50  # requests
MOST_LETTERS = 20  # shown, of those that could not be sent
LIST = {"url": "", "label": "Booking requests"}
NO_KEY = "Some of it can not be opened: the key that sealed it is missing. Tell whoever runs the installation."


class AnswerersScreen(InPracticeTime):
    """For whoever may read booking requests at the practice in scope."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_answer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [{**LIST, "url": reverse("booking_requests")}, {"url": "", "label": self.get_page_title()}]


class RequestsView(AnswerersScreen, WagtailAdminTemplateMixin, TemplateView):
    """All requests, newest first. What a reader wrote shows on a request's own screen, where each look is logged."""

    template_name = "wagtailadmin/booking_requests/list.html"
    page_title = "Booking requests"

    def get_breadcrumbs_items(self):
        return [{**LIST, "url": reverse("booking_requests")}]

    def get_context_data(self, **kwargs):
        state = self.request.GET.get("state", "")
        found = BookingRequest.objects.select_related("offer").defer("sealed", "contact_mark")
        if state in BookingRequest.State.values:
            found = found.filter(state=state)
        failed = Letter.objects.filter(sent_at=None).exclude(last_error="").select_related("recipient")
        return super().get_context_data(
            page=Paginator(found, A_PAGE).get_page(self.request.GET.get("p")),
            state=state,
            states=BookingRequest.State.choices,
            failed=list(failed.order_by("given_up_at", "next_try_at")[:MOST_LETTERS]),
            waiting=waiting().exclude(last_error="").count(),
            may_configure=rules.may_configure_here(self.request.user),
            **kwargs,
        )


class RequestView(AnswerersScreen, WagtailAdminTemplateMixin, TemplateView):
    """One request, opened. The look is logged."""

    template_name = "wagtailadmin/booking_requests/one.html"
    page_title = "Booking request"

    def get_page_title(self):
        return str(self.found)

    def get(self, request, *args, **kwargs):
        rows = BookingRequest.objects.select_related("offer", "answered_by", "closed_by")
        self.found = get_object_or_404(rows, pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        content = answering.read(self.found, by=self.request.user)
        practice = current_practice()
        shown = opened(content, practice) if content is not None else None
        return super().get_context_data(found=self.found, opened=shown, practice=practice, **kwargs)


class MoveView(AnswerersScreen, View):
    """Marks a request as answered, closes it, or opens it again."""

    http_method_names = ["post"]

    def post(self, request, pk):
        found = get_object_or_404(BookingRequest, pk=pk)
        how = request.POST.get("how", "")
        if how not in answering.MOVES:
            raise Http404
        messages.success(request, answering.move(found, how, by=request.user))
        return redirect("booking_request", pk=found.pk)


class PersonForm(forms.Form):
    """One person, by what they gave to be reached. Sent in the body, so that it stands in no address and no log."""

    contact = forms.CharField(
        max_length=254,
        label="E-mail address or telephone number",
        help_text="As they wrote it in the form. Only this practice's requests are looked through.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_contact(self):
        try:
            return answering.normal_contact(self.cleaned_data["contact"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class PersonView(AnswerersScreen, WagtailAdminTemplateMixin, FormView):
    """Everything that one person sent: to be looked at, downloaded for them, or erased."""

    form_class = PersonForm
    template_name = "wagtailadmin/booking_requests/person.html"
    page_title = "Find one person"
    done = None

    def form_valid(self, form):
        contact = form.cleaned_data["contact"]
        found = list(answering.requests_of(contact)[:A_PAGE])
        record("request.looked_for", by=self.request.user, title=f"{len(found)} found")
        return self.render_to_response(self.get_context_data(form=form, contact=contact, found=found))


class ExportView(PersonView):
    """One person's requests as a file for them."""

    http_method_names = ["post"]

    def form_valid(self, form):
        try:
            text = answering.export(form.cleaned_data["contact"], by=self.request.user)
        except CannotBeOpened:
            messages.error(self.request, NO_KEY)
            return redirect("booking_requests_person")
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="booking-requests-{timezone.localdate()}.json"'
        return response


class EraseView(PersonView):
    """Deletes one person's requests, once it has been confirmed."""

    http_method_names = ["post"]

    def form_valid(self, form):
        contact = form.cleaned_data["contact"]
        if self.request.POST.get("sure") != "yes":
            found = list(answering.requests_of(contact)[:A_PAGE])
            context = self.get_context_data(form=form, contact=contact, found=found, asks=True)
            return self.render_to_response(context)
        number = answering.erase(contact, by=self.request.user)
        messages.success(self.request, f"{number} {'request was' if number == 1 else 'requests were'} erased.")
        return redirect("booking_requests")


class SettingsForm(forms.ModelForm):
    """How long, and who gets letters."""

    class Meta:
        model = RequestSettings
        fields = ["keep_days", "letters_to"]
        widgets = {"letters_to": forms.RadioSelect}


class SettingsView(InPracticeTime, OwnersScreen, WagtailAdminTemplateMixin, FormView):
    """The practice's choices about requests, for whoever configures it."""

    form_class = SettingsForm
    template_name = "wagtailadmin/booking_requests/settings.html"
    page_title = "Settings of booking requests"
    header_icon = "cog"

    def get_breadcrumbs_items(self):
        return [{**LIST, "url": reverse("booking_requests")}, {"url": "", "label": "Settings"}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": RequestSettings.of_practice()}

    def form_valid(self, form):
        chosen = form.save()
        if form.changed_data:
            shorten(chosen.keep_days)
            record("request.settings", by=self.request.user, subject=chosen, fields=", ".join(form.changed_data))
        messages.success(self.request, "The settings are saved.")
        return redirect("booking_requests_settings")
