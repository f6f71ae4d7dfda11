"""A reader's request for a time, sealed; the letters that say there is one; what the practice chose about both."""

from datetime import UTC, date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from sites.models import PracticeOwned
from sites.roles import Ability

from . import sealing

DEFAULT_DAYS = 30
ANSWERING = dict.fromkeys(("view", "add", "change", "delete"), Ability.ANSWER)


def kept_until(received: date, days: int) -> date:
    """The day on which what came on a day is deleted."""
    return received + timedelta(days=days)


class RequestSettings(PracticeOwned):
    """What one practice chose: how long requests are kept, and who gets letters."""

    class Letters(models.TextChoices):
        ALL = "all", "Everybody who may read booking requests"
        OWNERS = "owners", "Owners only"
        NOBODY = "nobody", "Nobody; we look here ourselves"

    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.CONFIGURE)

    keep_days = models.PositiveSmallIntegerField(
        "days to keep a request",
        default=DEFAULT_DAYS,
        validators=[
            MinValueValidator(1, "Keep requests for one day at least."),
            MaxValueValidator(365, "Keep requests for 365 days at most."),
        ],
        help_text="After so many days a request is deleted, answered or not. Readers are told before they send. "
        "A shorter time also holds for requests that are here already, a longer one for new ones only.",
    )
    letters_to = models.CharField(
        "who gets a letter when there is one",
        max_length=10,
        choices=Letters,
        default=Letters.ALL,
        help_text="It says only that there is a request, and leads here. It holds nothing that the reader wrote.",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "settings of booking requests"
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_request_settings_per_practice")]

    def __str__(self):
        return "Settings of booking requests"

    @classmethod
    def of_practice(cls) -> "RequestSettings":
        """Those of the practice in scope; what is not stored yet has the usual values."""
        return cls.objects.first() or cls()


class BookingRequest(PracticeOwned):
    """What a reader sent. Everything that says who and why is in ``sealed``; see ``sealing.py``."""

    class State(models.TextChoices):
        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    needs = ANSWERING

    offer = models.ForeignKey(
        "booking.BookingOffer", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    token = models.CharField(max_length=64, editable=False)
    sealed = models.TextField(editable=False)
    contact_mark = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.NEW, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    purge_on = models.DateField(editable=False, help_text="The day, in UTC, on which it is deleted.")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = "booking request"
        constraints = [models.UniqueConstraint(fields=["practice", "token"], name="one_request_per_token")]
        indexes = [
            models.Index(fields=["practice", "state", "-received_at"], name="request_by_state"),
            models.Index(fields=["practice", "contact_mark"], name="request_by_contact"),
            models.Index(fields=["purge_on"], name="request_by_purge_day"),
        ]

    def __str__(self):
        return f"Request {self.pk}"

    @property
    def _bound_to(self) -> dict:
        return {"practice_id": self.practice_id, "model": self._meta.label, "token": self.token}

    def put(self, content: dict, contact: str):
        """Seal the content into this row; practice and token must be there already. ``contact`` is normalised."""
        self.sealed = sealing.seal(content, **self._bound_to)
        self.contact_mark = sealing.contact_mark(self.practice_id, contact)

    def content(self) -> dict:
        """What the reader wrote. Raises sealing.CannotBeOpened."""
        return sealing.open_sealed(self.sealed, **self._bound_to)

    def keep_for(self, days: int):
        """Note the day of deletion, counted from the day it was received."""
        self.purge_on = kept_until(self.received_at.astimezone(UTC).date(), days)


class Letter(PracticeOwned):
    """One letter to one person that there is a request. Stored with it, sent afterwards, tried again for a day."""

    needs = ANSWERING

    request = models.ForeignKey(BookingRequest, editable=False, on_delete=models.CASCADE, related_name="letters")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.CASCADE, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    given_up_at = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=200, blank=True, default="", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = "letter about a booking request"
        verbose_name_plural = "letters about booking requests"
        constraints = [models.UniqueConstraint(fields=["request", "recipient"], name="one_letter_per_recipient")]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="letter_waiting",
            )
        ]

    def __str__(self):
        return f"Letter {self.pk}"
