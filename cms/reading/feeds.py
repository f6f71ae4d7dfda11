"""What a feed holds: the newest public articles of the practice, of one topic, or of one author."""

from dataclasses import dataclass, field

import nh3
from django.utils.html import escape

from cms.articles.models import ArticleAuthor, ArticlePage, TopicPage
from cms.articles.reading import mentioned_in, pictures_in
from cms.faq import bank
from cms.media.album import pictures_with_sizes
from cms.pages.shelf import shelf
from cms.people.models import PractitionerPage
from cms.site_pages.menus import settings_of_practice
from cms.site_pages.models import FeedContent

from . import on_paper
from .addresses import absolute
from .public import public_articles, public_page

NEWEST = 30
_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "b", "i", "em", "strong", "cite", "a"),
    *(
        "blockquote",
        "figure",
        "figcaption",
        "img",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "span",
    ),
}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "th": {"scope"}, "h2": {"id"}, "h3": {"id"}}
_SCHEMES = {"http", "https", "mailto", "tel", "sms"}


@dataclass
class Entry:
    """One article of a feed."""

    article: ArticlePage
    url: str
    authors: list[PractitionerPage]
    html: str  # the whole article, or its introduction


@dataclass
class Feed:
    """A feed before it is written in any format."""

    title: str
    about: str
    url: str  # of the page with the same articles
    own_path: str  # without the name of the format
    practice: object
    entries: list[Entry] = field(default_factory=list)

    @property
    def updated_at(self):
        """The moment of the last change among its entries, or None when it is empty."""
        return max((changed_at(entry.article) for entry in self.entries), default=None)


def changed_at(article):
    """When readers were last given something new: the date of the revision, or of the publication."""
    return max(filter(None, (article.revised_at, article.published_at)))


def feed_for(practice, path: str) -> Feed | None:
    """The feed of the practice (empty path), or of the topic or person at this path; None where there is neither."""
    articles = public_articles()
    if not path:
        feed = Feed(practice.name, practice.strapline, f"{practice.base_url}/", "/feed", practice)
    else:
        page = public_page(path)
        model = page and page.specific_class
        if page and page.in_safety_mode:
            return None
        if model is TopicPage:
            articles, title = articles.filter(topics=page.pk), page.title
        elif model is PractitionerPage:
            articles, title = articles.filter(authors__profile=page.pk), f"Articles by {page.title}"
        else:
            return None
        feed = Feed(f"{title} · {practice.name}", page.introduction, page.full_url, f"{page.url}feed", practice)
    # A reading program shows titles on locked screens; of pages in safety mode it learns nothing.
    newest = articles.filter(in_safety_mode=False).exclude(published_at=None)[:NEWEST]
    feed.entries = _entries(list(newest), practice)
    return feed


def _entries(articles: list[ArticlePage], practice) -> list[Entry]:
    """In a number of queries that does not grow with the articles."""
    whole = settings_of_practice().feed_content == FeedContent.FULL
    if whole:
        fetch_together(articles)
    authors: dict[int, list] = {article.pk: [] for article in articles}
    for row in ArticleAuthor.objects.filter(page__in=authors).select_related("profile").order_by("sort_order"):
        authors[row.page_id].append(row.profile)
    return [
        Entry(article, article.full_url, authors[article.pk], _whole(article, practice) if whole else _summary(article))
        for article in articles
    ]


def fetch_together(articles: list[ArticlePage]):
    """Everything that their bodies name: pages, pictures, entries of the bank."""
    shelf().want(pk for article in articles for pk in mentioned_in(article.body))
    shelf().get_many([article.pk for article in articles])
    bank.entries([pk for article in articles for pk in bank.entries_in(article.body)])
    pictures_with_sizes([pk for article in articles for pk in pictures_in(article.body)])


def _summary(article) -> str:
    return f"<p>{escape(article.introduction)}</p>" if article.introduction else ""


def _whole(article, practice) -> str:
    """The article as it stands on its page, in elements that can do nothing, with addresses in full."""
    html = _summary(article) + on_paper.drawn(article, practice, addresses_as_text=False)

    def in_full(tag, name, value):
        if name in ("href", "src"):
            return f"{article.full_url}{value}" if value.startswith("#") else absolute(practice, value)
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=in_full,
        link_rel="noopener noreferrer",
    )
