"""A reader's comment; what the practice chose about comments; what its decisions have taught about spam."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from cms.articles.commenting import Commenting
from cms.booking_requests import sealing
from sites.models import PracticeOwned
from sites.roles import Ability
from sites.scoping import current_scope

MOST_CHARACTERS = 3_000
MOST_OF_A_NAME = 40
DEFAULT_DAYS = 30
CONFIGURING = dict.fromkeys(("view", "add", "change", "delete"), Ability.CONFIGURE)


def _days(label: str, help_text: str):
    return models.PositiveSmallIntegerField(
        label,
        default=DEFAULT_DAYS,
        validators=[MinValueValidator(1, "One day at least."), MaxValueValidator(365, "365 days at most.")],
        help_text=help_text,
    )


def new_public_id() -> str:
    """What names a comment in addresses: 72 random bits, so that nobody counts comments by their numbers."""
    return secrets.token_urlsafe(9)


class CommentSettings(PracticeOwned):
    """What one practice chose about comments, and when it was last written to about them."""

    needs = CONFIGURING

    comments = models.CharField(
        "readers' comments",
        max_length=7,
        choices=[choice for choice in Commenting.choices if choice[0]],
        default=Commenting.OFF,
        help_text="What holds for articles that say nothing else themselves, and whose topics do not. Every comment "
        "waits until one of your editors approves it.",
    )
    close_days = _days(
        "days until comments close",
        "Counted from the day an article was published. What was approved stays; nothing new is taken.",
    )
    house_rules = models.TextField(
        blank=True,
        max_length=2_000,
        help_text="Shown to whoever writes a comment, on a page about comments. Plain words, no links.",
    )
    keep_days = _days(
        "days to keep rejected comments and spam", "After so many days they are deleted. Readers are told the number."
    )
    letter_due_at = models.DateTimeField(null=True, editable=False)
    letter_sent_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "settings of comments"
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_comment_settings_per_practice")]

    def __str__(self):
        return "Settings of comments"

    @classmethod
    def of_practice(cls, practice_id: int | None = None) -> "CommentSettings":
        """Those of this practice, or of the one in scope; what is not stored yet has the usual values."""
        here = practice_id or current_scope().practice_id
        return cls.objects.filter(practice=here).first() or cls(practice_id=here)

    @property
    def days(self) -> int | None:
        """As ``ArticlePage.comment_days`` keeps it: None without comments, 0 for ever, or the days until they close."""
        return days_of(self.comments, self.close_days)


def days_of(choice: str, close_days: int) -> int | None:
    """What follows from one choice, as ``ArticlePage.comment_days`` keeps it."""
    return {Commenting.OFF: None, Commenting.ON: 0, Commenting.CLOSING: close_days}[choice]


class ReaderComment(PracticeOwned):
    """One comment of a reader, or an answer of the practice's. An e-mail address is in ``sealed``."""

    class State(models.TextChoices):
        HELD = "held", "Waiting"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        SPAM = "spam", "Spam"
        ERASED = "erased", "Erased"

    # Authors answer below their own articles on top of this: sites.rules.may_reply.
    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.EDIT)

    public_id = models.CharField(max_length=12, default=new_public_id, editable=False)
    token = models.CharField(max_length=64, editable=False)
    article = models.ForeignKey("articles.ArticlePage", editable=False, on_delete=models.CASCADE, related_name="+")
    # The first comment of the thread, for every answer in it: threads are two deep.
    parent = models.ForeignKey("self", null=True, editable=False, on_delete=models.CASCADE, related_name="answers")
    name = models.CharField(max_length=MOST_OF_A_NAME, editable=False)
    sealed = models.TextField(blank=True, default="", editable=False)
    contact_mark = models.CharField(max_length=64, blank=True, default="", editable=False)
    text = models.TextField(max_length=MOST_CHARACTERS, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.HELD, editable=False)
    flags = models.JSONField(default=list, editable=False, help_text="Keys of cms/comments/flags.")
    is_urgent = models.BooleanField(default=False, editable=False, help_text="Somebody may be in danger.")
    spam_score = models.FloatField(default=0, editable=False, help_text="0 to 1, when it came.")
    taught = models.CharField(max_length=4, blank=True, default="", editable=False, help_text="Learned as: spam, ham.")
    is_by_practice = models.BooleanField(default=False, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    shown_at = models.DateTimeField(null=True, editable=False, help_text="When readers could first see it.")
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    emptied_at = models.DateTimeField(null=True, editable=False, help_text="Taken off the heap with all others on it.")
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    purge_on = models.DateField(null=True, editable=False, help_text="The day, in UTC, on which it is deleted.")
    alarm_due_at = models.DateTimeField(null=True, editable=False, help_text="When to write to the practice of it.")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = "reader's comment"
        constraints = [
            models.UniqueConstraint(fields=["practice", "public_id"], name="one_comment_per_public_id"),
            models.UniqueConstraint(fields=["practice", "token"], name="one_comment_per_token"),
        ]
        indexes = [
            models.Index(fields=["practice", "state", "-is_urgent", "created_at"], name="comment_queue"),
            models.Index(fields=["article", "state", "created_at"], name="comment_of_article"),
            models.Index(fields=["practice", "contact_mark"], name="comment_by_contact"),
            models.Index(fields=["purge_on"], condition=models.Q(purge_on__isnull=False), name="comment_by_purge_day"),
            models.Index(fields=["alarm_due_at"], condition=models.Q(alarm_due_at__isnull=False), name="comment_alarm"),
        ]

    def __str__(self):
        return f"Comment {self.pk}"

    @property
    def is_shown_last(self) -> bool:
        """Whether showing it to readers is to be the last thing that is thought of: somebody may be in danger."""
        return self.is_urgent and self.state != self.State.APPROVED

    @property
    def anchor(self) -> str:
        """Its place on the article's page."""
        return f"comment-{self.public_id}"

    # --- the writer's address, sealed as booking requests are (cms/booking_requests/sealing.py) ---

    @property
    def _bound_to(self) -> dict:
        return {"practice_id": self.practice_id, "model": self._meta.label, "token": self.token}

    def put(self, content: dict, contact: str):
        """Seal the writer's address into this row; practice and token must be there already."""
        self.sealed = sealing.seal(content, **self._bound_to)
        self.contact_mark = sealing.contact_mark(self.practice_id, marked_as(contact))

    def content(self) -> dict:
        """What is sealed, ``contact`` alone. Raises sealing.CannotBeOpened."""
        return sealing.open_sealed(self.sealed, **self._bound_to)


def marked_as(email: str) -> str:
    """The address as its mark is made of it: another mark than a booking request's, so that rows do not tell of it."""
    return f"comment:{email.strip().lower()}"


def is_over(days: int, published_at, now=None) -> bool:
    """Whether comments that close after so many days (0: never) are closed."""
    return bool(days) and published_at is not None and published_at + timedelta(days=days) <= (now or timezone.now())


class SpamCounts(PracticeOwned):
    """How often words stood in what this practice kept and in what it called spam. One row per practice."""

    needs = CONFIGURING

    spam = models.PositiveIntegerField(default=0, editable=False, help_text="Comments learned as spam.")
    ham = models.PositiveIntegerField(default=0, editable=False, help_text="Comments learned as none.")
    words = models.JSONField(default=dict, editable=False, help_text="Each word: [in spam, in what is none].")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "what is known of spam"
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_spam_counts_per_practice")]

    def __str__(self):
        return "What is known of spam"
