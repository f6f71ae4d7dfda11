"""Wagtail's log of everything that is not a page, with the practice that each entry belongs to.

Wagtail keeps it in one table for all, and its history report shows that table. The list of models that can be seen
in a history view asks for subclasses of Wagtail's own entry, so this is one (docs/decisions/0011).
"""

from django.db import models
from wagtail.models import ModelLogEntry
from wagtail.models.audit_log import LogEntryQuerySet, ModelLogEntryManager

from ..scoping import Kind, current_scope


class PracticeLogEntryManager(ModelLogEntryManager):
    """Entries of the practice in scope; at the installation's own host those of no practice."""

    def get_queryset(self):
        return LogEntryQuerySet(self.model, using=self._db).filter(practice__in_scope=True)

    def log_action(self, instance, action, **kwargs):
        return super().log_action(instance, action, practice_id=practice_of(instance), **kwargs)


def practice_of(instance) -> int | None:
    """Whose log: the scope's, and across practices the one that the row names."""
    scope = current_scope()
    if scope.kind is Kind.ALL:
        return getattr(instance, "practice_id", None)
    return scope.practice_id


class PracticeLogEntry(ModelLogEntry):
    """What was done to one thing of one practice, as Wagtail's history views show it."""

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="+"
    )

    # Whose it is, whatever Wagtail's own entries say; and it may name an operator, or somebody who has left.
    practice_path = "practice"
    names_strangers = True

    objects = PracticeLogEntryManager()

    class Meta:
        ordering = ["-timestamp", "-id"]
        indexes = []
        verbose_name = "entry of the history"
        verbose_name_plural = "entries of the history"
