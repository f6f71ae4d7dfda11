"""The way of an article to its readers and back to its reviewers: steps, letters, corrections, dates."""

from django.apps import AppConfig


class ReviewingConfig(AppConfig):
    name = "cms.reviewing"
    label = "reviewing"
    verbose_name = "Reviewing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published

        from cms.articles.gates import CannotGoOn
        from cms.articles.models import ArticlePage
        from sites.doors import PAGE, open_doors
        from sites.models.approval import AlreadyDecided
        from sites.periodic import every_round
        from sites.whole_requests import tell

        from . import due, letters, telling

        letters.start_writing()
        page_published.connect(due.give_due_date, sender=ArticlePage, dispatch_uid="review_due_date")
        every_round(due.remind_due, "Letters about articles that are due for review")
        tell(CannotGoOn, telling.cannot_go_on)
        tell(AlreadyDecided, telling.already_decided)
        open_doors(["articles_way"])
        open_doors(["article_reviewed"], pk=PAGE)
