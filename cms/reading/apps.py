"""What readers, their programs and search engines get beside the pages: structured data, feeds, search, handouts."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "cms.reading"
    label = "reading"
    verbose_name = "Reading"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import At, open_doors

        from . import card_making, indexing  # noqa: F401  (importing connects them)

        open_doors(["robots", "security_txt"], At.BOTH)
        open_doors(["sitemap", "sitemap_part", "search", "feed", "feed_below", "handout"])
