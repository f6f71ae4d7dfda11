"""A visit: which operator, where, why and until when."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone

from ..managers import ScopedManager

LEAST_REASON = 10  # characters; enough to make "support" too short and "booking page is empty" fit


class VisitQuerySet(models.QuerySet):
    """Visits, and those of them that are going on."""

    def running(self):
        """Begun, not ended, not run out, by somebody who is an operator still."""
        return self.filter(
            ended_at=None, ends_at__gt=timezone.now(), operator__is_superuser=True, operator__is_active=True
        )


class ScopedVisitManager(ScopedManager.from_queryset(VisitQuerySet)):
    """Visits to the practice in scope."""


class OperatorVisit(models.Model):
    """An operator may read at a practice until ``ends_at``. ``visiting.begin()`` makes it."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, editable=False, related_name="+")
    operator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    operator_name = models.CharField(max_length=320, help_text="As it was at that moment.")
    reason = models.CharField(
        max_length=500,
        validators=[MinLengthValidator(LEAST_REASON, "Say in a few words why, so that the owner understands it.")],
        help_text="The owner of the practice reads this at once.",
    )
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    owners_told_at = models.DateTimeField(null=True, blank=True)

    # The write guard lets it name somebody without a place here: that is what a visit is about.
    names_strangers = True

    objects = ScopedVisitManager()
    # Asked at sign-in, and at the installation's host where no practice is in scope.
    everywhere = VisitQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = "visit by an operator"
        verbose_name_plural = "visits by operators"
        indexes = [models.Index(fields=["practice", "operator", "ends_at"], name="visit_running")]

    def __str__(self):
        return f"{self.operator_name}: {self.reason}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None and self.ends_at > timezone.now()

    @property
    def over_at(self):
        """When it ended, or will."""
        return min(self.ended_at, self.ends_at) if self.ended_at else self.ends_at
