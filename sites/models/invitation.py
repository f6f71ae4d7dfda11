"""An invitation into a practice: what the inviter typed, and a link that only its letter holds."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from ..managers import ScopedManager
from ..roles import Ability, RoleKey


def until_when() -> datetime.datetime:
    """The moment from which an invitation that is sent now is no longer good."""
    return timezone.now() + datetime.timedelta(days=settings.INVITATION_DAYS)


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither accepted nor withdrawn; some may have run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def good(self):
        """Can be accepted now."""
        return self.waiting().filter(expires_at__gt=timezone.now())


class ScopedInvitationManager(ScopedManager.from_queryset(InvitationQuerySet)):
    """Invitations of the practice in scope."""


class Invitation(models.Model):
    """Makes neither an account nor a place: whether the address has an account elsewhere shows nowhere."""

    # Managing people is the owner's (sites/roles.py).
    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.MANAGE_PEOPLE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.CASCADE, related_name="invitations", editable=False
    )
    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=RoleKey, default=RoleKey.PRACTITIONER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(default=until_when, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedInvitationManager()
    # A letter's link is looked up at the installation's host, before there is a practice in scope.
    everywhere = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_waiting_invitation_per_address",
            )
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def is_good(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @property
    def standing(self) -> str:
        """Where it stands, for the people who manage people."""
        if self.sent_at is None:
            return "The letter could not be sent: send it again"
        sent, until = (date_format(timezone.localtime(day), "j F Y") for day in (self.sent_at, self.expires_at))
        if self.is_good:
            return f"Invited on {sent}, good until {until}"
        return f"Invited on {sent}, ran out on {until}: send it again"
