"""Comments as readers see them: pages of threads, oldest first, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import Coalesce, DenseRank

from cms.pages import kept
from sites.showing import changed, tag_of_view
from sites.statements import Statement

from .models import ReaderComment, is_over

THREADS = 30  # on a page
State = ReaderComment.State
# What readers see of a comment, and what puts it in its place; the rest of the row is for the practice.
SHOWN = ("public_id", "article", "parent", "name", "text", "state", "is_by_practice", "created_at", "edited_at")


@dataclass
class Thread:
    """A first comment, and the answers to it."""

    first: ReaderComment
    answers: list[ReaderComment] = field(default_factory=list)


@dataclass
class Shown:
    """One page of an article's comments."""

    threads: list[Thread]
    number: int  # of comments altogether
    page: int
    pages: int

    def named(self, public_id: str) -> ReaderComment | None:
        """The comment of this page that somebody wants to answer."""
        everything = (one for thread in self.threads for one in (thread.first, *thread.answers))
        return next((one for one in everything if one.public_id == public_id and one.state == State.APPROVED), None)


def show_changed(practice_id: int, article_ids: Iterable[int]):
    """Say that readers see other comments below these articles from now on."""
    changed(practice_id, *{tag_of_view(pk) for pk in article_ids})


def mark_of(shown: Shown) -> tuple:
    """All that a page of comments shows, to know it again."""
    comments = (comment for thread in shown.threads for comment in (thread.first, *thread.answers))
    return (shown.number, shown.page, shown.pages, *kept.rows(comments))


def has_comments(article) -> bool:
    """Whether the article has a place for comments at all. No query."""
    return article.comment_days is not None and not article.in_safety_mode


def takes_comments(article) -> bool:
    """Whether new ones are taken now. No query."""
    return has_comments(article) and article.live and not is_over(article.comment_days, article.published_at)


def _visible(article):
    """What stands on the page: approved ones, places of erased ones, and what has answers that are shown."""
    shown = Q(state=State.APPROVED) | Q(state=State.ERASED, shown_at__isnull=False)
    answered = Exists(ReaderComment.objects.filter(shown, parent=OuterRef("pk")).order_by())
    return ReaderComment.objects.filter(article__pk=article).filter(shown | (Q(parent=None) & answered))


def comments_of(article, page: int = 1) -> Shown:
    """A page of the article's comments. A page that is not there is the nearest one that is, which costs a query."""
    rows = _page_of(article, max(1, page))
    if not rows and page > 1:
        return comments_of(article, 1)
    threads: dict[int, Thread] = {}
    for row in rows:
        if row.parent_id is None:
            threads[row.pk] = Thread(row)
    for row in rows:
        if row.parent_id in threads:
            threads[row.parent_id].answers.append(row)
    number, firsts = (rows[0].number, rows[0].firsts) if rows else (0, 0)
    return Shown(list(threads.values()), number, max(1, page), max(1, -(-firsts // THREADS)))


def _page_of(article, page: int) -> list[ReaderComment]:
    return _COMMENTS(article=article.pk, after=(page - 1) * THREADS, until=page * THREADS)


def _comments(article, after, until):
    numbered = _visible(article).annotate(
        place=Window(DenseRank(), order_by=Coalesce("parent_id", "pk")),
        number=Window(Count("pk", filter=Q(state=State.APPROVED))),
        firsts=Window(Count("pk", filter=Q(parent=None))),
    )
    wanted = numbered.filter(place__gt=after, place__lte=until)
    return wanted.only(*SHOWN).order_by("created_at", F("pk"))


_COMMENTS = Statement(_comments)
