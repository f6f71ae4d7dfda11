"""One entry of the log: who did what, when, from where."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from . import chain
from .actions import words_for
from .origin import Source
from .wagtail_log import PracticeLogEntry

__all__ = ["AuditEntry", "CannotBeEdited", "PracticeLogEntry"]


class CannotBeEdited(TypeError):
    """Something tried to change or delete what is in the log."""

    def __init__(self):
        super().__init__("The audit log cannot be edited. Write a new entry that says what is right.")


class AuditQuerySet(models.QuerySet):
    """Reads entries. Whatever would change them raises CannotBeEdited."""

    def _refuse(self, *args, **kwargs):
        raise CannotBeEdited

    update = bulk_update = bulk_create = update_or_create = _refuse

    def delete(self):
        raise CannotBeEdited

    delete.alters_data = True
    delete.queryset_only = True

    def of_practice(self, practice_id: int | None):
        """One practice's entries; with None the installation's own."""
        return self.filter(practice_id=practice_id) if practice_id else self.filter(practice__isnull=True)


class ScopedAuditManager(models.Manager.from_queryset(AuditQuerySet)):
    """Entries of the practice in scope; at the installation's own host those of no practice."""

    def get_queryset(self):
        return super().get_queryset().filter(practice__in_scope=True)


class AuditEntry(models.Model):
    """Written once, by ``recording.record()``. Neither Python nor the database changes or deletes it."""

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    position = models.PositiveBigIntegerField(help_text="Counts the entries of one practice, from 1, without a gap.")
    moment = models.DateTimeField(default=timezone.now, db_default=Now())
    # The number stays when the account goes, as the name does: an entry is never touched again.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=320, blank=True, help_text="As it was at that moment.")
    actor_role = models.CharField(max_length=20, blank=True, help_text="As it was at that moment.")
    action = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100, blank=True, help_text="What kind of thing, in words.")
    subject_id = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=500, blank=True, help_text="The thing's name as it was at that moment.")
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    address = models.CharField(max_length=43, blank=True, help_text="The network only: IPv4 /24, IPv6 /48.")
    source = models.CharField(max_length=10, choices=Source, default=Source.WEB)
    seal = models.CharField(max_length=64)

    # The write guard lets it name people without a place here: operators, and whoever has left.
    names_strangers = True

    objects = ScopedAuditManager()
    # For verify_audit and the operators' list, which look at every practice.
    everywhere = AuditQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-position"]
        base_manager_name = "everywhere"
        verbose_name = "entry of the log"
        verbose_name_plural = "entries of the log"
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="one_audit_entry_per_position"),
            models.UniqueConstraint(
                fields=["position"], condition=Q(practice=None), name="one_audit_entry_per_position_of_installation"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "action", "-moment"], name="audit_by_action"),
            models.Index(fields=["practice", "subject_type", "subject_id"], name="audit_by_subject"),
        ]

    def __str__(self):
        return f"{self.position}: {self.actor_name} {self.action} {self.title}".strip()

    def save(self, *args, **kwargs):
        """Append to the practice's log. Raises CannotBeEdited for an entry that is stored already."""
        if not self._state.adding:
            raise CannotBeEdited
        self.details = chain.plain(self.details)
        with transaction.atomic():
            chain.hold(self.practice_id)
            last = AuditEntry.everywhere.of_practice(self.practice_id).order_by("-position").first()
            self.position = last.position + 1 if last else 1
            # Inside the lock, so that order of position is order of time.
            self.moment = timezone.now()
            self.seal = chain.seal_of(self, last.seal if last else "")
            super().save(force_insert=True)

    def delete(self, *args, **kwargs):
        raise CannotBeEdited

    @property
    def words(self) -> str:
        """The action in words."""
        return words_for(self.action)

    @property
    def who(self) -> str:
        """The person's name then, or what stands in for one."""
        if self.actor_name:
            return self.actor_name
        return "Somebody not signed in" if self.source == Source.WEB else "The installation itself"

    @property
    def remarks(self) -> list[str]:
        """The details in a readable form."""
        return [str(value) if name == "note" else f"{name}: {value}" for name, value in self.details.items()]
