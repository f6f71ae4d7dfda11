"""Which rows readers see, and what of the finished pages changes with them. Signals note it with the change.

What is written past Django's signals (``update``, ``bulk_create``) says so itself: ``sites.showing.changed``.
"""

import datetime

from django.apps import apps
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.articles.models import ArticlePage
from cms.comments.models import ReaderComment
from cms.media.models import PracticeImage
from cms.media.renditions import pictures_ready
from cms.pages.models import BasePage
from cms.site_pages.models import ContactPage, StandardPage
from sites.models import ShownChange
from sites.ownership import practice_id_of
from sites.scoping import across_practices
from sites.showing import EVERYTHING, LISTS, changed, tag_of_page, tag_of_picture, tag_of_view, when_changed

from . import fronts

KEPT_NOTES = datetime.timedelta(days=2)
# A change of these is on every page of the practice, or on pages that nobody can name; it is rare.
ON_EVERY_PAGE = {
    "practices.Practice",
    "practices.PracticeHost",
    "people.Credential",
    "faq.FaqEntry",
    "booking.BookingOffer",
    "booking_requests.RequestSettings",
    "comments.CommentSettings",
    "site_pages.PracticeSettings",
    "media.PracticeDocument",
    "wagtailcore.Site",
    "wagtailcore.PageViewRestriction",
}
# These have rules of their own below; every page type has the pages' rule.
BY_ITSELF = {"media.PracticeImage", "comments.ReaderComment"}
# Of no reader's page, or saved together with the page that shows them.
NOT_SHOWN = {
    "practices.User",
    "practices.Membership",
    "practices.ApprovalTask",
    "practices.Invitation",
    "practices.ShownChange",
    "audit.PracticeLogEntry",
    "audit.AuditEntry",
    "visits.OperatorVisit",
    "signin.SignIn",
    "signin.Entry",
    "signin.Ticket",
    "media.PracticeTag",
    "media.ImageTag",
    "media.DocumentTag",
    "media.PracticeRendition",
    "redirects.Redirect",
    "booking.BookingCount",
    "booking_requests.BookingRequest",
    "booking_requests.Letter",
    "link_checks.LinkCheck",
    "article_check.CheckDecision",
    "articles.ArticleAuthor",
    "comments.SpamCounts",
    "reading.Findable",
    "desk.CalendarFeed",
    "keeping.PeriodicRun",
    "reviewing.EditorialSettings",
    "reviewing.ClinicalReviewTask",
    "reviewing.ArticleReview",
    "reviewing.ReviewReminder",
}
# What drafts, locks and reminders write to a page that is live.
NOT_SHOWN_OF_A_PAGE = {
    "latest_revision",
    "latest_revision_created_at",
    COMMENTS_RELATION_NAME,
    "has_unpublished_changes",
    "draft_title",
    "locked",
    "locked_by",
    "locked_at",
    "review_due_date",
    "owner",
    "go_live_at",
    "expire_at",
    "numchild",
}


def on_every_page(sender, instance, raw=False, created=False, **kwargs):
    """A new document or picture is on no page yet; anything else may be."""
    if not raw and not (created and sender._meta.label == "media.PracticeDocument"):
        changed(practice_id_of(instance), EVERYTHING)


def of_a_picture(sender, instance, raw=False, created=False, **kwargs):
    if not raw and not created:
        changed(instance.practice_id, tag_of_picture(instance.pk))


def of_a_picture_ready(sender, picture, **kwargs):
    """More sizes of it are there than when the page was made."""
    changed(picture.practice_id, tag_of_picture(picture.pk))


def of_a_comment(sender, instance, raw=False, **kwargs):
    """What waits, and what was rejected, no reader has seen."""
    if not raw and (instance.state == ReaderComment.State.APPROVED or instance.shown_at):
        changed(instance.practice_id, tag_of_view(instance.article_id))


def of_a_page_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    only_drafts = update_fields and set(update_fields) <= NOT_SHOWN_OF_A_PAGE
    if not raw and not only_drafts and instance.live:
        _note(instance)


def of_a_page(sender, instance, **kwargs):
    """It has gone, come, or lies elsewhere."""
    _note(instance)


def _note(page: BasePage):
    changed(page.practice_id, *tags_of(page))


def tags_of(page: BasePage) -> set[str]:
    """What of the practice's pages changes with this page."""
    if not isinstance(page, ArticlePage | StandardPage | ContactPage):
        return {EVERYTHING}
    tags = {tag_of_page(page.pk), LISTS}
    if isinstance(page, ArticlePage):
        tags |= {tag_of_view(pk) for pk in _beside(page)}
    return tags


def _beside(article: ArticlePage) -> list[int]:
    """The articles published just before and after: they name it, or did not know of it until now."""
    when = article.published_at
    if when is None:
        return []
    others = BasePage.objects.filter(practice=article.practice_id, live=True).type(ArticlePage).exclude(pk=article.pk)
    before = others.filter(Q(published_at__lte=when)).order_by("-published_at", "-pk").values_list("pk", flat=True)[:1]
    after = others.filter(Q(published_at__gte=when)).order_by("published_at", "pk").values_list("pk", flat=True)[:1]
    return [*before, *after]


def forget_old_notes():
    """Nothing is kept for longer than an hour, so nobody asks for them any more."""
    with across_practices():
        ShownChange.objects.filter(noted_at__lt=timezone.now() - KEPT_NOTES).delete()


def start():
    """Listen. Called once, from DeliveryConfig.ready()."""
    for model in get_page_models():
        post_save.connect(of_a_page_saved, sender=model, dispatch_uid=f"shown_{model.__name__}")
        post_delete.connect(of_a_page, sender=model, dispatch_uid=f"gone_{model.__name__}")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(of_a_page, dispatch_uid="shown")
    for label in ON_EVERY_PAGE:
        _listen(on_every_page, apps.get_model(label))
    _listen(of_a_picture, PracticeImage)
    pictures_ready.connect(of_a_picture_ready, dispatch_uid="shown")
    when_changed(fronts.tell)
    _listen(of_a_comment, ReaderComment)


def _listen(receiver, model: type[Model]):
    post_save.connect(receiver, sender=model, dispatch_uid=f"shown_{model.__name__}")
    post_delete.connect(receiver, sender=model, dispatch_uid=f"gone_{model.__name__}")
