"""Articles by topic and by author: how many there are of each, and an author's own list."""

from django.core.paginator import Page, Paginator
from django.db.models import Count

from cms.media.renditions import prefetch
from sites.scoping import remember

from .models import PER_PAGE, ArticleAuthor, ArticlePage, live_articles


def by(profile, number) -> Page:
    """One page of the live articles that somebody wrote, newest first, ready for cards. Looked up once in a request."""

    def look_up():
        page = Paginator(live_articles().filter(articlepage__authors__profile=profile), PER_PAGE).get_page(number)
        prefetch([article.listing_image for article in page])
        return page

    return remember(("written_by", profile.pk, number), look_up)


def numbers_by_topic(author=None) -> dict[int, int]:
    """How many live articles each topic has; with an author, of theirs. Topics without any are left out."""
    rows = ArticlePage.topics.through.objects.filter(articlepage__in=_live(author=author))
    return dict(rows.values_list("topicpage").annotate(Count("articlepage", distinct=True)))


def numbers_by_author(topic=None) -> dict[int, int]:
    """How many live articles each author has written; with a topic, on that. Authors without any are left out."""
    rows = ArticleAuthor.objects.filter(page__in=_live(topic=topic)).order_by()
    return dict(rows.values_list("profile").annotate(Count("page", distinct=True)))


def _live(*, author=None, topic=None):
    articles = ArticlePage.objects.live()
    if author:
        articles = articles.filter(authors__profile=author)
    return (articles.filter(topics=topic) if topic else articles).order_by().values("pk")
