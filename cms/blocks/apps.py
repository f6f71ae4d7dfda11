"""The words of the house: what an article's body is made of."""

from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "cms.blocks"
    label = "blocks"
    verbose_name = "Blocks"
    default_auto_field = "django.db.models.BigAutoField"
