"""The step of clinical review, what a practice chose about its articles' way, and each review that was done."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction

from cms.articles.gates import CannotGoOn, Obstacle
from sites import rules
from sites.models import PracticeOwned
from sites.models.approval import PracticeTask
from sites.roles import Ability

DEFAULT_MONTHS = 12


class EditorialSettings(PracticeOwned):
    """What one practice chose about the way of its articles. Its steps stand in its workflow."""

    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.CONFIGURE)

    review_months = models.PositiveSmallIntegerField(
        "months until an article is looked at again",
        default=DEFAULT_MONTHS,
        validators=[
            MinValueValidator(0),
            MaxValueValidator(60, "Look at articles again after 60 months at the latest."),
        ],
        help_text="Counted from the day it was published or last reviewed. 0: never.",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "settings of the articles' way"
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_editorial_settings_per_practice")]

    def __str__(self):
        return "The articles' way"

    @classmethod
    def of_practice(cls) -> "EditorialSettings":
        """The row of the practice in scope; one with the defaults, not yet stored, where there is none."""
        return cls.objects.first() or cls()


class ClinicalReviewTask(PracticeTask):
    """Somebody with a credential that holds reads the article, after the editors."""

    the_name = "clinical review"

    class Meta:
        verbose_name = "clinical review"

    def may_decide(self, user, page) -> bool:
        from . import reviewers  # which needs models that are ready

        return rules.may_review(user, page) and user.pk in reviewers.allowed_for(page)

    def may_be_asked_at_all(self, user) -> bool:
        return user.can(Ability.REVIEW)

    def ids_asked(self, page) -> frozenset[int]:
        from . import reviewers

        return rules.apart_from_writers(reviewers.able_ids(), page)

    def words_of_yes(self) -> tuple[str, str]:
        return "Reviewed: publish", "Reviewed: publish, with a comment"

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Raises CannotGoOn when the reviewer's credential does not hold today."""
        from . import reviewers, reviewing

        article = task_state.workflow_state.content_object
        if action_name == "approve" and not reviewers.credentials_of(user):
            raise CannotGoOn([Obstacle(reviewers.lapsed_sentence(user))])
        super().on_action(task_state, user, action_name, **kwargs)
        if action_name == "approve":
            reviewing.note_review(article.specific, by=user, comment=kwargs.get("comment", ""))

    @classmethod
    def get_description(cls):
        return "People whom an owner lets review, while a credential of theirs holds"


class ArticleReview(PracticeOwned):
    """One review of one article: by whom, with which credential, on which day. Never changed afterwards."""

    class Kind(models.TextChoices):
        CLINICAL = "clinical", "Clinical review"
        EDITORIAL = "editorial", "Looked through"

    # Written by reviewing.note_review alone.
    needs = {"view": Ability.READ, **dict.fromkeys(("add", "change", "delete"), Ability.CONFIGURE)}
    names_strangers = True  # whoever reviewed may have left since

    article = models.ForeignKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="reviews")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=320, help_text="As it was on that day.")
    credentials = models.CharField(max_length=500, blank=True, help_text="Those that held on that day.")
    comment = models.TextField(blank=True, max_length=2000)
    unchanged = models.BooleanField(default=False, help_text="It was found to need no change.")
    reviewed_at = models.DateTimeField()
    next_due_date = models.DateField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "review"
        ordering = ["-reviewed_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} by {self.by_name}"


class ReviewReminder(PracticeOwned):
    """How often the people of a due article have been written to about this date."""

    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.CONFIGURE)

    article = models.OneToOneField("articles.ArticlePage", on_delete=models.CASCADE, related_name="+")
    due_date = models.DateField()
    letters = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "reminder of a review"

    def __str__(self):
        return f"{self.letters} about {self.due_date}"
