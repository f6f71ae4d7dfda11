"""What can be found at a practice: one row for each public page, and one for each question on it."""

from django.db import models

from sites.models import PracticeOwned


class Findable(PracticeOwned):
    """A page, or one question of a page, with the words it is found by.

    Written by indexing.py after each save of a page. On PostgreSQL the table has one column more (``vector``), which
    the database makes from ``title`` and ``text`` by itself (migration 0002).
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "Article"
        QUESTION = "question", "Question"
        PERSON = "person", "Person"
        SERVICE = "service", "Service"
        TOPIC = "topic", "Topic"
        PAGE = "page", "Page"

    needs = {}  # nobody edits it, so no role has any right to it

    page = models.ForeignKey("pages.BasePage", on_delete=models.CASCADE, related_name="+")
    page.wagtail_reference_index_ignore = True
    anchor = models.CharField(max_length=120, blank=True)  # of a question; empty for the page itself
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "anchor"], name="findable_once")]

    def __str__(self):
        return self.title

    @property
    def url(self) -> str:
        """The path of the page, and of its part."""
        return f"{self.page.url}#{self.anchor}" if self.anchor else self.page.url
