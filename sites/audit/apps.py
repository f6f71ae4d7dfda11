"""Who did what, when and from where, for each practice; written once and never changed."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "sites.audit"
    label = "audit"
    verbose_name = "Audit log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import listening, mirroring, origin, refusing  # noqa: F401  (importing connects their signals)

        listening.connect_all()
        # A migration that alters the table on SQLite makes it anew, without its triggers.
        post_migrate.connect(refusing.after_migrating, sender=self, dispatch_uid="audit_triggers")
