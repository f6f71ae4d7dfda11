"""Operators' visits: reading a practice's content for a reason, for a short time, under the owner's eyes."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "sites.visits"
    label = "visits"
    verbose_name = "Visits by operators"
    default_auto_field = "django.db.models.BigAutoField"
