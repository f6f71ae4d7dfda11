"""What readers, their programs and search engines get beside the pages: structured data, feeds, search, handouts."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "cms.reading"
    label = "reading"
    verbose_name = "Reading"
    default_auto_field = "django.db.models.BigAutoField"
