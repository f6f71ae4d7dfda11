"""Old addresses that lead on: of pages that moved, and of the site that a practice had before."""

from django.apps import AppConfig


class RedirectsConfig(AppConfig):
    name = "cms.redirects"
    label = "redirects"
    verbose_name = "Old addresses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors_of_wagtail import open_snippets_doors

        from . import following  # noqa: F401  (importing connects the signals)

        open_snippets_doors("redirects.Redirect")
