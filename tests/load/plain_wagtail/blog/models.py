"""The plain blog's pages, snippets and comments."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .blocks import BodyBlock

PICTURE = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}


@register_snippet
class Author(models.Model):
    """Somebody who writes."""

    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    about = RichTextField(blank=True)
    portrait = models.ForeignKey("wagtailimages.Image", **PICTURE)

    def __str__(self):
        return self.name


@register_snippet
class Topic(models.Model):
    """What articles are about."""

    name = models.CharField(max_length=120)
    slug = models.SlugField()

    def __str__(self):
        return self.name


class HomePage(Page):
    """The first page."""

    template = "home.html"


class StandardPage(Page):
    """A page of the menu."""

    template = "home.html"


class IndexPage(Page):
    """The list of articles."""

    template = "home.html"


class ArticlePage(Page):
    """An article."""

    template = "article.html"

    introduction = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    hero = models.ForeignKey("wagtailimages.Image", **PICTURE)
    author = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="+")
    topics = ParentalManyToManyField(Topic, blank=True)
    body = StreamField(BodyBlock())

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        siblings = ArticlePage.objects.live().sibling_of(self, inclusive=False)
        context["topics"] = self.topics.all()
        context["previous"] = siblings.filter(published_at__lt=self.published_at).order_by("-published_at").first()
        context["next"] = siblings.filter(published_at__gt=self.published_at).order_by("published_at").first()
        context["comments"] = self.comments.filter(approved=True)
        return context


class Comment(models.Model):
    """What a reader wrote."""

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="comments")
    name = models.CharField(max_length=80)
    text = models.TextField()
    created_at = models.DateTimeField()
    approved = models.BooleanField(default=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return self.name
