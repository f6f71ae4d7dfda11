"""Signing in once, and being handed over to the practices' addresses."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    """Sign-ins and what hangs on them: sessions at practices' hosts, tickets, the second factor, limits on tries."""

    name = "sites.signin"
    label = "signin"
    verbose_name = "Signing in"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import receivers  # noqa: F401  (importing connects them)
