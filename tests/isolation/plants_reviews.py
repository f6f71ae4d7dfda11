"""The way of articles: what a practice chose about it, reviews that were done, and the step itself."""

import datetime

from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.people.models import PractitionerPage
from cms.reviewing.models import ArticleReview, EditorialSettings, ReviewReminder

from .register import plant


@plant("reviewing.EditorialSettings", "reviewing.ArticleReview", "reviewing.ReviewReminder")
def reviews(side):
    """One article was reviewed clinically, is due again, and its people have been written to."""

    EditorialSettings.objects.create(review_months=6)
    day = datetime.date(2026, 1, 5)
    article = ArticlePage.objects.get(pk=side.pages["article"].pk)
    article.reviewer, article.reviewed_date, article.review_due_date = PractitionerPage.objects.first(), day, day
    article.save()
    ArticleReview.objects.create(
        article=article,
        revision=article.live_revision,
        kind="clinical",
        by=side.people.owner,
        by_name=side("reviewer"),
        credentials=side("a diploma"),
        comment=side("a remark"),
        reviewed_at=timezone.now(),
        next_due_date=day,
    )
    ReviewReminder.objects.create(article=article, due_date=day, letters=1)
