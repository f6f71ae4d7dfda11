"""Articles: the index, topics, the article itself, and what is related to it."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "cms.articles"
    label = "articles"
    verbose_name = "Articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import related  # noqa: F401  (importing connects its signals)
