"""Questions and answers, as pairs, and the bank they can be kept in."""

from django.apps import AppConfig


class FaqConfig(AppConfig):
    name = "cms.faq"
    label = "faq"
    verbose_name = "Questions and answers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors_of_wagtail import open_snippets_doors

        open_snippets_doors("faq.FaqEntry")
