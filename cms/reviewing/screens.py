"""Screens: the owner's choice of an article's way, and the one click that says nothing needs changing."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.articles.models import ArticlePage
from sites import rules
from sites.audit.clock import InPracticeTime
from sites.owners_screen import OwnersScreen

from . import reviewers, reviewing
from .forms import ArticlesWayForm
from .models import EditorialSettings

MOST_REVIEWS = 50


class ArticlesWayView(InPracticeTime, OwnersScreen, WagtailAdminTemplateMixin, FormView):
    """Which steps there are and who takes them, for whoever configures the practice."""

    form_class = ArticlesWayForm
    template_name = "wagtailadmin/reviewing/way.html"
    page_title = "The articles' way"
    header_icon = "tasks"

    def get_breadcrumbs_items(self):
        return [{"url": reverse("articles_way"), "label": self.page_title}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": EditorialSettings.of_practice(), "by": self.request.user}

    def form_valid(self, form):
        form.save()
        messages.success(self.request, "The articles' way is saved. It holds from the next article that is submitted.")
        return redirect("articles_way")


class ReviewedView(InPracticeTime, WagtailAdminTemplateMixin, TemplateView):
    """``/admin/pages/<pk>/reviewed/``: who read the article when, and a button for who reads it now."""

    template_name = "wagtailadmin/reviewing/reviewed.html"
    page_title = "Reviews"
    header_icon = "check"

    def dispatch(self, request, *args, **kwargs):
        self.article = get_object_or_404(ArticlePage, pk=kwargs["pk"])
        if not self._may_see():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _may_see(self) -> bool:
        user = self.request.user
        return rules.may_edit(user, self.article) or rules.may_review(user, self.article)

    def get_page_subtitle(self):
        return self.article.title

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=(self.article.pk,))
        return [{"url": edit, "label": self.article.title}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            article=self.article,
            reviews=self.article.reviews.all()[:MOST_REVIEWS],
            may_confirm=reviewing.may_confirm(self.request.user, self.article),
            credentials=reviewers.credentials_of(self.request.user),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not reviewing.may_confirm(request.user, self.article):
            raise PermissionDenied
        review = reviewing.note_review(self.article, by=request.user, unchanged=True)
        due = f" It is due again on {date_format(review.next_due_date, 'j F Y')}." if review.next_due_date else ""
        messages.success(request, f"The review of “{self.article.title}” is noted.{due}")
        return redirect("article_reviewed", self.article.pk)
