"""Facts that the pages about this site state: read from the configuration and from the practice's own rows."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.db.models import Exists, Q, Subquery
from django.utils.csp import CSP

from cms.articles.models import ArticlePage
from cms.booking.offers import open_offers
from cms.comments.models import DEFAULT_DAYS, CommentSettings, ReaderComment
from cms.media.models import PracticeDocument, PracticeImage
from cms.pages.models import BasePage
from sites.models import Practice
from sites.scoping import current_practice

from . import countries

ACCESSIBILITY = Path(__file__).with_name("accessibility.yaml")
MOST_PAGES = 2_000  # with films, of one practice; hosts of more are not named
OWN = {str(CSP.SELF), str(CSP.NONE)}


@cache
def accessibility() -> dict:
    """``standard``, ``tested_on``, ``tests`` and ``limits``: what was tried of the pages that this program makes."""
    return yaml.safe_load(ACCESSIBILITY.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Contacts:
    """Whom a reader's browser meets, and where links with a purpose lead."""

    own_host: str
    allowed_hosts: list[str]  # beyond our own, from the policy that browsers are told; usually none
    booking_hosts: list[str]
    film_hosts: list[str]
    way_out: str
    kept_in_browser: list[str]
    access_log_days: int | None


def contacts(practice) -> Contacts:
    """Of the practice in scope: two queries."""
    return Contacts(
        own_host=practice.primary_host,
        allowed_hosts=allowed_hosts(),
        booking_hosts=sorted({offer.host for offer in open_offers() if offer.host}),
        film_hosts=film_hosts(),
        way_out=countries.neutral_address(practice.country),
        kept_in_browser=list(settings.KEPT_IN_BROWSER.values()),
        access_log_days=settings.ACCESS_LOG_DAYS,
    )


def allowed_hosts() -> list[str]:
    """What our content security policy lets a public page load from elsewhere."""
    sources = {str(source) for sources in settings.SECURE_CSP.values() for source in sources}
    return sorted(sources - OWN)


def film_hosts() -> list[str]:
    """Where the live pages' films lead."""
    rows = BasePage.objects.live().exclude(film_hosts="").values_list("film_hosts", flat=True)
    return sorted({host for hosts in rows[:MOST_PAGES] for host in hosts.split()})


def days_of_comments() -> int | None:
    """How long a rejected comment is kept, where readers can comment or anything of theirs is kept; else None.

    Of the practice in scope: one query.
    """
    open_articles = ArticlePage.objects.live().filter(comment_days__isnull=False, in_safety_mode=False)
    kept = ReaderComment.objects.exclude(text="").order_by()
    found = Practice.objects.filter(Q(Exists(open_articles)) | Q(Exists(kept)), pk=current_practice().pk)
    days = found.values_list(Subquery(CommentSettings.objects.values("keep_days")[:1]), flat=True)
    return next((DEFAULT_DAYS if each is None else each for each in days), None)


@dataclass(frozen=True)
class OwnLimits:
    """What of the practice's own things nobody has made accessible, as far as rows can tell."""

    pictures_without_words: int
    documents: int
    film_hosts: list[str]


def own_limits() -> OwnLimits:
    """Of the practice in scope: three queries."""
    return OwnLimits(
        pictures_without_words=PracticeImage.objects.filter(description="").count(),
        documents=PracticeDocument.objects.count(),
        film_hosts=film_hosts(),
    )
