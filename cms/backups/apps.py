"""Backups of the whole installation while people write, and the way back."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "cms.backups"
    label = "backups"
    verbose_name = "Backups"
    default_auto_field = "django.db.models.BigAutoField"
