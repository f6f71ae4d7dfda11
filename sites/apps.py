"""The ground storey: who, whose, may they."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """Practices, people, memberships, roles, rules and scoping.

    The label is "practices": "sites" would collide with ``django.contrib.sites``.
    """

    name = "sites"
    label = "practices"
    verbose_name = "Practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_migrate

        from . import checks, lookups, profiles  # noqa: F401  (importing registers them)
        from .doors_of_ours import open_our_doors
        from .doors_of_wagtail import open_wagtails_doors
        from .guard import start_guarding
        from .policies import register_policies
        from .postgresql import checks as _checks  # noqa: F401
        from .postgresql.applying import after_migrations
        from .postgresql.tree_paths import use_ranges

        register_policies()
        start_guarding()
        open_wagtails_doors()
        open_our_doors()
        use_ranges()
        post_migrate.connect(after_migrations, dispatch_uid="row_security")
