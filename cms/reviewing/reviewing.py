"""Reviewing an article: as a step before it is live, and again when its time has come."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sites import rules

from . import reviewers
from .models import ArticleReview, EditorialSettings
from .months import months_later

REVIEWED = ["reviewer", "reviewed_date", "review_due_date"]


def may_confirm(user, article) -> bool:
    """Whether the person may say of a live article that it was read again and needs no change."""
    if not article.live:
        return False
    return rules.may_approve(user, article) or (
        rules.may_review(user, article) and user.pk in rules.apart_from_writers(reviewers.able_ids(), article)
    )


def next_due_date(today):
    """When an article that is read today is due again, by the practice's choice; None for never."""
    months = EditorialSettings.of_practice().review_months
    return months_later(today, months) if months else None


@transaction.atomic
def note_review(article, *, by, comment="", unchanged=False) -> ArticleReview:
    """Write down that somebody read the article, and when it is due again.

    By whoever may review and has a credential that holds today it is a clinical review, which readers are told of.
    By anybody else it moves the date on, and readers see the last clinical review as before.
    """
    held = reviewers.credentials_of(by) if rules.may_review(by, article) else []
    today = timezone.localdate()
    article.review_due_date = next_due_date(today)
    if held:
        article.reviewer, article.reviewed_date = held[0].page, today
    article.save(update_fields=REVIEWED)
    review = ArticleReview.objects.create(
        article=article,
        revision=article.live_revision or article.latest_revision,
        kind=ArticleReview.Kind.CLINICAL if held else ArticleReview.Kind.EDITORIAL,
        by=by,
        by_name=str(by)[:320],
        credentials=", ".join(credential.title for credential in held)[:500],
        comment=comment[:2000],
        unchanged=unchanged,
        reviewed_at=timezone.now(),
        next_due_date=article.review_due_date,
    )
    words = comment or ("Nothing needs changing" if unchanged else "")
    log(instance=article, action="anteroom.review", user=by, data={"comment": words} if words else None)
    return review
