"""What was found out about the booking address of an offer, and when it is asked next."""

import hashlib
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from sites.managers import ScopedManager
from sites.models import Practice, PracticeOwned
from sites.roles import Ability

from .findings import Finding, State

SECONDS_A_DAY = 24 * 60 * 60
NOT_BEFORE = timedelta(hours=20)  # between two daily rounds, however they fall
A_ROUND_LATER = timedelta(hours=19)  # what is asked sooner, by hand, is no further round
BY_HAND_AGAIN = timedelta(minutes=1)


def next_turn(offer_id: int, now: datetime) -> datetime:
    """The offer's own second of the day, spread evenly over all offers, at least ``NOT_BEFORE`` from now."""
    digest = hashlib.blake2b(str(offer_id).encode(), digest_size=8).digest()
    second = int.from_bytes(digest) % SECONDS_A_DAY
    earliest = now + NOT_BEFORE
    turn = earliest.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(seconds=second)
    return turn if turn >= earliest else turn + timedelta(days=1)


class LinkCheckQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Whose turn it is, of open practices, the longest waiting first."""
        return self.filter(practice__state=Practice.State.OPEN, due_at__lte=now).order_by("due_at", "pk")

    def failing(self):
        """Addresses that answer wrongly."""
        return self.filter(state=State.WRONG)


class ScopedLinkCheckManager(ScopedManager.from_queryset(LinkCheckQuerySet)):
    """Link checks of the practice in scope."""


class LinkCheck(PracticeOwned):
    """How the booking address of one offer answered. Only rounds write it; people can ask for a round."""

    # Nobody edits it. Whoever sees an offer sees this; whoever configures offers may have it asked again.
    needs = {"view": Ability.READ, "add": Ability.CONFIGURE, "change": Ability.CONFIGURE, "delete": Ability.CONFIGURE}

    offer = models.OneToOneField("booking.BookingOffer", on_delete=models.CASCADE, related_name="link_check")
    address = models.TextField(blank=True, help_text="What was asked, or is to be.")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    sentence = models.CharField(max_length=400, blank=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="Of the answer, where there was one.")
    checked_at = models.DateTimeField(null=True)
    wrong_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Daily rounds in a row without a right answer.")
    told_at = models.DateTimeField(null=True, help_text="When the owners got a letter about it.")
    due_at = models.DateTimeField(default=timezone.now)
    asked_for_at = models.DateTimeField(null=True, help_text="When somebody pressed the button last.")

    objects = ScopedLinkCheckManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "link check"
        indexes = [models.Index(fields=["due_at"], name="link_check_due")]

    def __str__(self):
        return self.address

    @property
    def is_wrong(self) -> bool:
        return self.state == State.WRONG

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come that somebody, or a new address, asked for."""
        return self.state == State.WAITING or bool(self.asked_for_at and self.due_at <= timezone.now())

    @property
    def may_be_asked_for(self) -> bool:
        """Once a minute is enough: whoever is asked is somebody else's service."""
        return self.asked_for_at is None or timezone.now() - self.asked_for_at >= BY_HAND_AGAIN

    def after(self, finding: Finding, host: str, status: int | None, now: datetime) -> dict:
        """The fields as they are after an answer."""
        common = {
            "state": finding.state,
            "sentence": finding.about(host)[:400],
            "status": status,
            "checked_at": now,
        }
        if finding.state == State.RIGHT:
            return {**common, "wrong_since": None, "tries": 0, "told_at": None}
        is_a_round_later = not self.tries or self.checked_at is None or now - self.checked_at >= A_ROUND_LATER
        since = self.wrong_since or (now if finding.state == State.WRONG else None)
        return {**common, "wrong_since": since, "tries": min(self.tries + is_a_round_later, 999)}


# Of another address nothing is known.
NOTHING_KNOWN = {
    "state": State.WAITING,
    "sentence": "",
    "status": None,
    "checked_at": None,
    "wrong_since": None,
    "tries": 0,
    "told_at": None,
}
