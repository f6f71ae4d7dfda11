"""What changed in an article since it was approved, and its whole story."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "cms.changes"
    label = "changes"
    verbose_name = "What changed"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import open_doors

        open_doors(["page_changes", "page_story", "stories_file"])
