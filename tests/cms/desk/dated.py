"""Articles on which something happens at a moment or on a day."""

from datetime import UTC, datetime

from django.utils import timezone

from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article

NOW = datetime(2026, 12, 15, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    """A moment at Greenwich."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def dated(title: str, **when) -> ArticlePage:
    """A live article in the practice in scope; ``when`` goes into its row as it is."""
    page = make_article(title, owner=when.pop("owner", None))
    ArticlePage.objects.filter(pk=page.pk).update(**{"published_at": at("2020-01-01"), "review_due_date": None, **when})
    return page


def scheduled(title: str, when: datetime, **fields) -> ArticlePage:
    """An article that goes live at that moment, which must be to come."""
    page = make_article(title, live=False, **fields)
    page.go_live_at = when
    page.save_revision().publish()
    assert when > timezone.now()
    return page


def one_of_each(side, word: str, times=1):
    """All that a calendar shows of December 2030, at one practice."""
    with in_practice(side.practice):
        for number in range(times):
            scheduled(f"{word} {number} later", at("2030-12-10T09:00"), owner=side.practitioner)
            dated(f"{word} {number} shown", published_at=at("2030-12-11T09:00"), owner=side.practitioner)
            dated(f"{word} {number} due", review_due_date="2030-12-12", owner=side.practitioner)
            dated(f"{word} {number} ends", expire_at=at("2030-12-13T09:00"), owner=side.practitioner)
