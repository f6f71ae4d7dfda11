"""One screen, and the same as a part beside the editor: the findings of an article, and deciding about them."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.articles.models import ArticlePage
from sites.audit.clock import InPracticeTime
from sites.rules import may_work_on

from .checking import check
from .decisions import decide, decide_again
from .models import LONGEST_REASON
from .showing import shown

PART = "wagtailadmin/article_check/findings.html"
CHANGED = "The text has changed since this was shown. Look at what is found now."


class ReasonForm(forms.Form):
    """Which finding, and why the text stays as it is."""

    fingerprint = forms.CharField(max_length=32)
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        error_messages={
            "required": "Say in a few words why this stays.",
            "max_length": f"Say it in at most {LONGEST_REASON} characters.",
        },
    )


class ArticleCheckView(InPracticeTime, WagtailAdminTemplateMixin, TemplateView):
    """GET shows what the newest draft gives; POST decides, or takes a decision back.

    With ``beside`` in the request the answer is only the part that stands beside the editor.
    """

    template_name = "wagtailadmin/article_check/page.html"
    page_title = "Article check"
    header_icon = "clipboard-list"
    mistake: dict = {}  # on a reason: fingerprint, sentence and what was typed

    def dispatch(self, request, *args, **kwargs):
        article = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        self.article = article.get_latest_revision_as_object()
        if not may_work_on(request.user, article):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_template_names(self):
        return [PART if "beside" in self.request.GET else self.template_name]

    def get_page_subtitle(self):
        return self.article.get_admin_display_title()

    @property
    def edit_address(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.article.pk,))

    def get_breadcrumbs_items(self):
        return [
            {"url": self.edit_address, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        is_part = "beside" in self.request.GET
        return super().get_context_data(
            **shown(check(self.article)),
            address=self.request.path,
            edit_address="" if is_part else self.edit_address,
            mistake=self.mistake,
            **kwargs,
        )

    def post(self, request, page_id):
        if request.POST.get("how") == "again":
            decide_again(self.article, request.POST.get("fingerprint", "")[:32], by=request.user)
            return self._done()
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._refused(form, form.errors.get("reason", [CHANGED])[0])
        finding = check(self.article).asked(form.cleaned_data["fingerprint"])
        if finding is None:
            return self._refused(form, CHANGED)
        decide(self.article, finding, form.cleaned_data["reason"], by=request.user)
        return self._done()

    def _done(self):
        if "beside" in self.request.GET:
            return self.render_to_response(self.get_context_data())
        return redirect("article_check", page_id=self.article.pk)

    def _refused(self, form, sentence: str):
        """The list again, with what was typed and what is wrong with it."""
        typed = {name: form.data.get(name, "") for name in ("fingerprint", "reason")}
        self.mistake = {**typed, "sentence": sentence}
        return self.render_to_response(self.get_context_data(), status=422)
