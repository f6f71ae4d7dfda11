"""The demonstration's clinical reviews: who read which article on which day, and whether it is a step."""

import datetime

from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.articles.models import ArticlePage
from cms.reviewing import reviewers, reviewing, steps
from cms.reviewing.models import ArticleReview, EditorialSettings
from cms.reviewing.months import months_later

AFTERNOON = datetime.timedelta(hours=6)  # after the moment at which articles of that day were published


def load_credential(entry: dict) -> dict:
    """A credential's fields; ``expires_in_days`` is counted from today, so that it is true on any day of loading."""
    days = entry.get("expires_in_days")
    fields = {name: value for name, value in entry.items() if name != "expires_in_days"}
    return fields if days is None else {**fields, "expires_date": timezone.localdate() + datetime.timedelta(days=days)}


def load_reviews(loader):
    """Note what the articles' files say under ``reviewed``, and take the step in where the practice wants it.

    Raises ValueError for a reviewer who could not have done it: an author, or somebody without a credential.
    """
    if loader.data.get("clinical_review"):
        steps.choose_clinical_review(True)
    for slug, entry in loader.articles.items():
        if "reviewed" in entry:
            article = ArticlePage.objects.get(pk=loader.pages["article", slug].pk)
            _note(article, entry["reviewed"], loader)


def _note(article: ArticlePage, entry: dict, loader):
    person, day = loader.users[entry["by"]], entry["day"]
    if person.pk in article.writer_ids or person.pk not in reviewers.able_ids():
        raise ValueError(f"{entry['by']} can not review {article.slug}")
    review = reviewing.note_review(article, by=person, comment=(entry.get("comment") or "").strip())
    due = months_later(day, EditorialSettings.of_practice().review_months)
    moment = loader.moment(day) + AFTERNOON
    ArticlePage.objects.filter(pk=article.pk).update(reviewed_date=day, review_due_date=due)
    ArticleReview.objects.filter(pk=review.pk).update(reviewed_at=moment, next_due_date=due)
    PageLogEntry.objects.filter(page=article.pk, action="anteroom.review").update(timestamp=moment)
