"""The notices that a practice must show, by country, and what its site contacts."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "cms.notices"
    label = "notices"
    verbose_name = "Notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import open_doors

        from . import checks  # noqa: F401  (importing registers it)

        open_doors(["privacy", "accessibility", "what_this_site_contacts"])
