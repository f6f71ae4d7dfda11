"""Whether readers may comment: what a topic and an article can say about it. What follows from it is cms/comments'."""

from django.db import models


class Commenting(models.TextChoices):
    """Who decides about comments. The strictest topic counts, and an article's own word before all of them."""

    ABOVE = "", "As decided above it"
    OFF = "off", "No comments"
    ON = "on", "Comments"
    CLOSING = "closing", "Comments, closed after the practice's number of days"


class Commented(models.Model):
    """A page that can have its own word about comments."""

    comments = models.CharField(
        "readers' comments",
        max_length=7,
        choices=Commenting,
        default=Commenting.ABOVE,
        blank=True,
        help_text="Left as it is, the topics decide for an article, and the practice's settings for a topic. In safety "
        "mode there are none.",
    )

    class Meta:
        abstract = True


class CommentedArticle(Commented):
    """Such a page that readers may write below."""

    # What follows from all choices: no comments (empty), for ever (0), or for so many days after it was published.
    # Written by cms/comments, so that a reader's page need not ask topics and settings.
    comment_days = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        abstract = True
