"""Pages that list articles: all of them, and those of one topic."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.admin.panels import FieldPanel

from cms.pages.models import BasePage

from . import reading
from .commenting import Commented
from .safety import PAGE_SAFETY_PANEL, DiscreetByItself, carry_to_articles

PER_PAGE = 12


class ArticleListing(BasePage):
    """Shared by pages that list articles: pages of twelve, newest first, without loading an article."""

    class Meta:
        abstract = True

    def articles(self):
        """The live articles to list, as base pages."""
        return live_articles()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["articles"] = Paginator(self.articles(), PER_PAGE).get_page(request.GET.get("page"))
        reading.prepare_cards(context["articles"])
        return context


def live_articles():
    """All live articles of the practice in scope, newest first, as base pages with their pictures."""
    from .models import ArticlePage  # which stands above

    return BasePage.objects.live().type(ArticlePage).order_by("-published_at", "-pk").select_related("listing_image")


class ArticleIndexPage(ArticleListing):
    """All articles, by topic and by author too."""

    open_to_practitioners = True
    template = "pages/article_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["site_pages.HomePage"]
    subpage_types = ["articles.ArticlePage", "articles.TopicPage"]
    page_description = "The list of all articles."

    class Meta:
        verbose_name = "articles"

    def articles(self):
        articles = super().articles()
        if self._topic:
            articles = articles.filter(articlepage__topics=self._topic)
        if self._author:
            articles = articles.filter(articlepage__authors__profile=self._author)
        return articles

    _topic = _author = None

    def get_context(self, request, *args, **kwargs):
        from . import archives  # which needs the models below

        topics = list(TopicPage.objects.live().order_by("title")[:60])
        authors = list(reading.authors_of_practice())
        self._topic = next((topic for topic in topics if topic.slug == request.GET.get("topic")), None)
        self._author = next((author for author in authors if author.slug == request.GET.get("author")), None)
        context = super().get_context(request, *args, **kwargs)
        _count(topics, archives.numbers_by_topic(self._author))
        _count(authors, archives.numbers_by_author(self._topic))
        kept = {"topic": self._topic, "author": self._author}
        context.update(
            topics=[topic for topic in topics if topic.number or topic == self._topic],
            authors=[author for author in authors if author.number or author == self._author],
            topic=self._topic,
            author=self._author,
            query="".join(f"{name}={page.slug}&" for name, page in kept.items() if page),
        )
        return context


def _count(pages, numbers: dict[int, int]):
    """Note on each page how many articles there are of it beside the other filter that is chosen."""
    for page in pages:
        page.number = numbers.get(page.pk, 0)


class TopicPage(Commented, DiscreetByItself, ArticleListing):
    """A topic, with its articles."""

    template = "pages/topic_page.html"
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types = []
    page_description = "A topic that articles belong to."

    safety_mode = models.BooleanField(
        default=False,
        help_text="For topics that a reader may be in danger for reading about, such as violence at home or self-harm. "
        "This page and every article of the topic then have a way to leave at once, a neutral title in the browser, "
        "help in a crisis before anything else, and no offers.",
    )

    content_panels = [*ArticleListing.content_panels, FieldPanel("comments"), PAGE_SAFETY_PANEL]

    class Meta:
        verbose_name = "topic"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        carry_to_articles(self)

    def articles(self):
        return super().articles().filter(articlepage__topics=self)
