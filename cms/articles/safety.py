"""Safety mode: which pages have it, and what they keep to themselves (docs/decisions/0017)."""

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.blocks.body import of_type
from cms.pages.models import BasePage


class Safety(models.TextChoices):
    """Who decides about an article's safety mode. A topic that asks for it can not be overruled."""

    TOPICS = "topics", "As its topics say"
    ON = "on", "On for this article"


class DiscreetPage(models.Model):
    """A page that a reader may have to leave before somebody else sees it."""

    neutral_title = models.CharField(
        "title for the browser",
        max_length=80,
        blank=True,
        help_text="In safety mode, the browser's tab, its history and shared links show this and not the real title. "
        "Left empty, they show the practice's name.",
    )

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        """A page in safety mode is kept by no cache, so that nothing of it stays on a shared computer's disk."""
        response = super().serve(request, *args, **kwargs)
        if self.in_safety_mode:
            response.headers["Cache-Control"] = "no-store"
        return response


class DiscreetByItself(DiscreetPage):
    """Such a page whose own ``safety_mode`` decides."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.in_safety_mode = self.safety_mode
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        self.in_safety_mode = self.safety_mode  # a preview shows what is chosen and not yet saved
        return super().get_context(request, *args, **kwargs)


def reasons(article, topics=None) -> list[str]:
    """Why an article is in safety mode, in words; empty where it is not. ``topics`` saves asking for them again."""
    topics = article.topics.all() if topics is None else topics
    chosen = ["it is switched on for this article"] if article.safety == Safety.ON else []
    return chosen + [f"its topic “{topic.title}” asks for it" for topic in topics if topic.safety_mode]


def carry_to_articles(topic):
    """Give the articles of a topic what their topics and they themselves say now: one statement for any number.

    In the request that changes the topic, not in a task: an article must not wait for its way out.
    """
    from .models import ArticlePage

    of_article = ArticlePage.topics.through.objects.filter(articlepage=OuterRef("pk"))
    by_topic = Exists(of_article.filter(topicpage__safety_mode=True))
    by_itself = Exists(ArticlePage.objects.filter(pk=OuterRef("pk"), safety=Safety.ON))
    BasePage.objects.filter(Exists(of_article.filter(topicpage=topic))).update(
        in_safety_mode=ExpressionWrapper(Q(by_topic) | Q(by_itself), models.BooleanField())
    )


def crisis_introduction(body) -> str:
    """The words of the first crisis block of a body: in safety mode they stand at the top, with the numbers."""
    words = (child.value.get("introduction") for child in of_type(body, "crisis_help"))
    return next(filter(None, words), "")


SAFETY_PANEL = MultiFieldPanel([FieldPanel("safety"), FieldPanel("neutral_title")], heading="Safety mode")
PAGE_SAFETY_PANEL = MultiFieldPanel([FieldPanel("safety_mode"), FieldPanel("neutral_title")], heading="Safety mode")
