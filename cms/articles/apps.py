"""Articles: the index, topics, the article itself, and what is related to it."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "cms.articles"
    label = "articles"
    verbose_name = "Articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, figures, related  # noqa: F401  (importing registers the checks and connects the signals)
