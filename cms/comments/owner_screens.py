"""Screens in the admin for the owner: the settings of comments, and one person's comments."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.booking_requests.sealing import CannotBeOpened
from sites.audit.clock import InPracticeTime
from sites.audit.recording import record
from sites.owners_screen import OwnersScreen

from . import persons
from .carrying import carry
from .models import MOST_OF_A_NAME, CommentSettings
from .purging import shorten
from .texts import plain

NO_KEY = "An address can not be opened: the key that sealed it is missing. Tell whoever runs the installation."


class AboutComments(InPracticeTime, OwnersScreen):
    """A screen about comments for whoever configures the practice in scope."""

    header_icon = "comment"

    def get_breadcrumbs_items(self):
        return [{"url": reverse("comments"), "label": "Comments"}, {"url": "", "label": self.get_page_title()}]


class SettingsForm(forms.ModelForm):
    """Whether there are comments, how long they stay open, and how long what is rejected is kept."""

    class Meta:
        model = CommentSettings
        fields = ["comments", "close_days", "house_rules", "keep_days"]
        widgets = {"comments": forms.RadioSelect, "house_rules": forms.Textarea(attrs={"rows": 5})}

    def clean_house_rules(self):
        return plain(self.cleaned_data["house_rules"])


class SettingsView(AboutComments, WagtailAdminTemplateMixin, FormView):
    """The practice's choices about comments. They hold for every article at once."""

    form_class = SettingsForm
    template_name = "wagtailadmin/comments/settings.html"
    page_title = "Settings of comments"
    header_icon = "cog"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": CommentSettings.of_practice()}

    def form_valid(self, form):
        chosen = form.save()
        if form.changed_data:
            carry(chosen=chosen)
            shorten(chosen.keep_days)
            record("comment.settings", by=self.request.user, subject=chosen, fields=", ".join(form.changed_data))
        messages.success(self.request, "The settings are saved.")
        return redirect("comments_settings")


class PersonForm(forms.Form):
    """One person, by the address they gave or the name they chose. Sent in the body, so that no log has it."""

    email = forms.EmailField(
        required=False,
        label="E-mail address",
        help_text="As they gave it with the comment. Finds what was sent with it, and nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        required=False,
        max_length=MOST_OF_A_NAME,
        label="Or the name above the comments",
        help_text="Others may have chosen the same: tick theirs only.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("email") or data.get("name")):
            raise forms.ValidationError("Type an e-mail address or a name.")
        return data

    def found(self):
        """The comments, to be picked from."""
        if email := self.cleaned_data["email"]:
            return persons.comments_of_person(email)
        return persons.comments_under(self.cleaned_data["name"])


class PersonView(AboutComments, WagtailAdminTemplateMixin, FormView):
    """What one person wrote: to be picked, downloaded for them, or erased."""

    form_class = PersonForm
    template_name = "wagtailadmin/comments/person.html"
    page_title = "Find one person's comments"

    def form_valid(self, form):
        found = list(form.found()[: persons.A_LOOK])
        record("comment.looked_for", by=self.request.user, title=f"{len(found)} found")
        return self.render_to_response(self.get_context_data(form=form, found=found, has_looked=True))


def _picked(request):
    """The comments that were ticked."""
    keys = [int(pk) for pk in request.POST.getlist("comment") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
    return persons.picked(keys)


class ExportView(PersonView):
    """The picked comments as a file for their writer."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            text = persons.export(_picked(request), by=request.user)
        except CannotBeOpened:
            messages.error(request, NO_KEY)
            return redirect("comments_person")
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="comments-{timezone.localdate()}.json"'
        return response


class EraseView(PersonView):
    """Erases the picked comments, once it has been confirmed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        picked = _picked(request)
        if request.POST.get("sure") != "yes":
            context = self.get_context_data(form=PersonForm(), found=list(picked), asks=True, has_looked=True)
            return self.render_to_response(context)
        number = persons.erase(picked.select_related(None), by=request.user)
        messages.success(request, f"{number} {'comment was' if number == 1 else 'comments were'} erased.")
        return redirect("comments_person")
