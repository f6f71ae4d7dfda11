"""Screens in the admin on which something is written: a shorter comment, an answer of the practice's."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites import rules
from sites.roles import Ability
from sites.scoping import current_practice

from . import answering, shortening
from .deciding import DecidedMeanwhile
from .models import MOST_CHARACTERS, MOST_OF_A_NAME, ReaderComment
from .screens import CommentsScreen
from .texts import plain, plain_line

State = ReaderComment.State


class ShortenForm(forms.Form):
    """The comment without what tells who somebody is."""

    name = forms.CharField(
        max_length=MOST_OF_A_NAME, label="Name above it", help_text="Put a made-up one in the place of a full name."
    )
    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        label="Comment",
        help_text="Take words out, and write […] or [a town] where something stood. Other words can not be added.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, comment, **kwargs):
        super().__init__(*args, **kwargs)
        self.comment = comment

    def clean_name(self):
        return plain_line(self.cleaned_data["name"])

    def clean_text(self):
        text = plain(self.cleaned_data["text"])
        if not shortening.only_removes(self.comment.text, text):
            sentence = "Words can only be taken out here. What you add has to stand in square brackets, like [a town]."
            raise forms.ValidationError(sentence)
        return text


class OfComment(CommentsScreen, WagtailAdminTemplateMixin, FormView):
    """A screen about one comment."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.can(self.ability):
            rows = ReaderComment.objects.select_related("article").exclude(state=State.ERASED)
            self.comment = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(comment=self.comment, **kwargs)


class ShortenView(OfComment):
    """Takes identifying detail out: first the difference is shown, then it is saved."""

    form_class = ShortenForm
    template_name = "wagtailadmin/comments/shorten.html"
    page_title = "Take identifying detail out"
    difference = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "comment": self.comment}

    def get_initial(self):
        seen = shortening.mark_of(self.comment)
        return {"name": self.comment.name, "text": self.comment.text, "seen": seen}

    def form_valid(self, form):
        data = form.cleaned_data
        looked_at = shortening.mark(data["name"], data["text"])
        if self.request.POST.get("looked_at") != looked_at:  # also where something was typed after the difference
            difference = shortening.difference(self.comment.text, data["text"])
            context = self.get_context_data(form=form, difference=difference, looked_at=looked_at)
            return self.render_to_response(context)
        try:
            words, language = (data["name"], data["text"]), current_practice().language
            shortening.shorten(self.comment, *words, by=self.request.user, seen=data["seen"], language=language)
        except DecidedMeanwhile as error:
            messages.warning(self.request, str(error))
            return redirect("comment_shorten", pk=self.comment.pk)
        messages.success(self.request, "It is shortened, and says so. The former words are kept nowhere.")
        filter_ = "" if self.comment.state == State.HELD else f"?state={self.comment.state}"
        return redirect(f"{reverse('comments')}{filter_}")


class AnswerForm(forms.Form):
    """What the practice says below a comment."""

    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        label="Answer",
        help_text="It stands under the practice's name.",
        error_messages={"required": "Write the answer here, or begin with one of those below."},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    understood = forms.BooleanField(
        label="My answer neither says nor denies that anybody is a client, and advises nobody on their own care",
        error_messages={"required": "Read the note above, then tick this."},
    )

    def clean_text(self):
        return plain(self.cleaned_data["text"])


class ReplyView(OfComment):
    """Answers below a comment that readers see."""

    ability = Ability.WRITE
    form_class = AnswerForm
    template_name = "wagtailadmin/comments/reply.html"
    page_title = "Answer"

    def get(self, request, *args, **kwargs):
        self._keep_to_own_articles()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self._keep_to_own_articles()
        return super().post(request, *args, **kwargs)

    def _keep_to_own_articles(self):
        if not rules.may_reply(self.request.user, self.comment.article):
            raise PermissionDenied
        if self.comment.state != State.APPROVED:
            raise Http404

    def get_initial(self):
        number = self.request.GET.get("answer", "")
        known = answering.templates()
        fits = number.isascii() and number.isdecimal() and len(number) < 3 and int(number) < len(known)
        return {"text": known[int(number)]["text"]} if fits else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(templates=answering.templates(), **kwargs)

    def form_valid(self, form):
        try:
            made = answering.answer(self.comment, form.cleaned_data["text"], by=self.request.user)
        except answering.CannotBeAnswered:
            form.add_error(None, "This comment is not shown any more, so it can not be answered. Copy what you wrote.")
            return self.form_invalid(form)
        words = "stands below it now" if made.state == State.APPROVED else "waits until an editor approves it"
        messages.success(self.request, f"Your answer {words}.")
        return redirect(f"{reverse('comments')}?state=approved")
