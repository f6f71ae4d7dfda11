"""The bank: question-and-answer pairs that several articles share, edited once."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin
from wagtail.search import index

from cms.blocks.text import TEXT_FEATURES
from sites.models import PracticeOwned


class FaqEntry(RevisionMixin, PracticeOwned, index.Indexed):
    """One question with its answer."""

    question = models.CharField(max_length=250)
    answer = RichTextField(features=TEXT_FEATURES, max_length=10_000)
    updated_at = models.DateTimeField(auto_now=True)

    panels = [FieldPanel("question"), FieldPanel("answer")]
    search_fields = [
        *PracticeOwned.search_fields,
        index.SearchField("question"),
        index.AutocompleteField("question"),
        index.SearchField("answer"),
    ]

    class Meta:
        ordering = ["question"]
        verbose_name = "question and answer"
        verbose_name_plural = "questions and answers"
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "question"],
                name="one_entry_per_question",
                violation_error_message="This question is in the bank already. Change the entry that is there.",
            )
        ]

    def __str__(self):
        return self.question

    def clean(self):
        super().clean()
        if not self.question.strip().endswith("?"):
            raise ValidationError({"question": "Write it as a question that ends with a question mark."})
