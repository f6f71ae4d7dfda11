"""Articles; the pages that list them are in listings.py."""

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks.pictures import film_hosts
from cms.blocks.words import count_words, read_minutes, text_of
from cms.pages.models import BasePage

from . import gates, reading
from .blocks import PageBodyBlock
from .commenting import CommentedArticle
from .forms import ArticleForm
from .listings import PER_PAGE, ArticleIndexPage, TopicPage, live_articles
from .safety import SAFETY_PANEL, DiscreetPage, Safety, reasons
from .safety_panel import SafetyNotePanel

__all__ = ["PER_PAGE", "ArticleAuthor", "ArticleIndexPage", "ArticlePage", "TopicPage", "live_articles"]
CONTENTS_FROM_WORDS = 1200
# Fields of an article that no revision brings back.
OWN_TO_THE_PAGE = ("nearby_ids", "card", "reviewer_id", "reviewed_date", "review_due_date", "comment_days")


class ArticlePage(CommentedArticle, DiscreetPage, BasePage):
    """An article: what a practice is read for."""

    found_whole = True
    is_moderated = True
    base_form_class = ArticleForm

    class Contents(models.TextChoices):
        AUTO = "auto", f"From {CONTENTS_FROM_WORDS:,} words"
        SHOW = "show", "Show"
        HIDE = "hide", "Do not show"

    template = "pages/article_page.html"
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types = []
    page_description = "An article with blocks, questions, related articles and a way to book."

    picture_caption = models.CharField("caption of the picture", max_length=250, blank=True)
    body = StreamField(PageBodyBlock(), blank=True)
    topics = ParentalManyToManyField("articles.TopicPage", blank=True, related_name="+")
    written_with = models.CharField(
        max_length=200, blank=True, help_text="Somebody without a profile here, for example “Jo Field, dietitian”."
    )
    organisation_as_author = models.BooleanField(
        "the practice is the author", default=False, help_text="The practice's name stands first in the byline."
    )
    revised_at = models.DateTimeField(
        "updated on", null=True, blank=True, help_text="Fill in when the content has changed, not for a typing slip."
    )
    contents = models.CharField("contents list", max_length=4, choices=Contents, default=Contents.AUTO)
    safety = models.CharField(
        "safety mode",
        max_length=6,
        choices=Safety,
        default=Safety.TOPICS,
        help_text="In safety mode readers have a way to leave at once, the browser shows a neutral title, help in a "
        "crisis stands first, and nothing is offered. An article of a topic with safety mode always has it.",
    )
    content_note = models.TextField(
        blank=True,
        max_length=400,
        help_text="What is in the article that a reader may want to know beforehand. Shown before the text, with a "
        "way to skip it. Left empty, nothing is shown.",
    )

    # Made from the body when it is saved.
    word_count = models.PositiveIntegerField(default=0, editable=False)
    plain_text = models.TextField(blank=True, editable=False)
    # Ids of the nearest articles, nearest first; written by related.py after publishing.
    nearby_ids = models.JSONField(default=list, editable=False)

    # The last clinical review, said to readers; and when somebody should look at the article again.
    # Written by cms/reviewing: docs/decisions/0022.
    reviewer = models.ForeignKey(
        "people.PractitionerPage", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_date = models.DateField(null=True, editable=False)
    review_due_date = models.DateField(null=True, editable=False, db_index=True)

    # The picture that others show of a link to this article: its name in storage. Drawn by cms/reading/card_making.py.
    card = models.CharField(max_length=160, blank=True, editable=False)

    content_panels = [
        SafetyNotePanel(),
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("listing_image"), FieldPanel("picture_caption")],
            heading="Picture",
        ),
        FieldPanel("body"),
    ]
    about_panels = [
        MultiFieldPanel(
            [
                InlinePanel("authors", label="Author", max_num=8),
                FieldPanel("written_with"),
                FieldPanel("organisation_as_author"),
            ],
            heading="Who wrote it",
        ),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("published_at"), FieldPanel("revised_at")], heading="Dates that readers see"),
        FieldPanel("contents"),
        FieldPanel("content_note"),
        SAFETY_PANEL,
        FieldPanel("comments"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Write"),
            ObjectList(about_panels, heading="Authors and topics"),
            ObjectList(BasePage.promote_panels, heading="Address and search"),
            ObjectList(BasePage.settings_panels, heading="Publishing"),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("plain_text"),
        index.SearchField("byline"),
    ]

    class Meta:
        verbose_name = "article"

    def save(self, *args, **kwargs):
        if self._state.adding:
            self._begin_with_its_author()
        self._note_what_the_body_says()
        super().save(*args, **kwargs)

    def _begin_with_its_author(self):
        """Who begins an article is its author until somebody says otherwise."""
        profile = reading.profile_of(self.owner_id)
        if profile is not None and not self.organisation_as_author and not self.authors.exists():
            self.authors = [ArticleAuthor(profile=profile, sort_order=0)]

    def _note_what_the_body_says(self):
        """Fields for lists and search, from the body, the authors and the topics."""
        self.plain_text = text_of(self.body)
        self.word_count = count_words(self.plain_text)
        self.read_minutes = read_minutes(self.word_count)
        self.byline = reading.byline(self)
        self.label = ", ".join(topic.title for topic in self.topics.all()[:2])[:120]
        self.in_safety_mode = bool(reasons(self))
        self.film_hosts = film_hosts(self.body)
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()

    @property
    def writer_ids(self) -> frozenset[int]:
        """Who began it, and its authors as they stand in it now, as far as they sign in here."""
        authors = {author.profile.person_id for author in self.authors.select_related("profile")}
        return frozenset((authors | {self.owner_id}) - {None})

    def publish(self, revision, user=None, **kwargs):
        """Go live, or be scheduled. Raises CannotGoOn while something stands in the way.

        Without a person it is the clock that carries out what was decided, and what was decided is not asked again.
        """
        if user is not None:
            gates.let_through(revision.as_object(), gates.Step.PUBLISH, by=user)
        super().publish(revision, user=user, **kwargs)

    @property
    def has_contents(self) -> bool:
        if self.contents == self.Contents.AUTO:
            return self.word_count >= CONTENTS_FROM_WORDS
        return self.contents == self.Contents.SHOW

    @property
    def names_next_step(self) -> bool:
        """Whether the body holds a call to action of its own."""
        return any(block["type"] == "call_to_action" for block in self.body.raw_data)

    def with_content_json(self, content):
        """What is written beside the editor is the page's own: an older revision does not bring its own back."""
        page = super().with_content_json(content)
        for name in OWN_TO_THE_PAGE:
            setattr(page, name, getattr(self, name))
        return page

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(reading.article_context(self))
        return context


class ArticleAuthor(Orderable):
    """An author of an article, in the order of the byline."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="authors")
    profile = models.ForeignKey(
        "people.PractitionerPage", on_delete=models.PROTECT, related_name="authorships", verbose_name="person"
    )

    panels = [FieldPanel("profile")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "profile"], name="author_once_per_article")]
