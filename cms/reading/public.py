"""Which pages everybody may read: live, of the practice in scope, and behind no password."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction

from cms.articles.models import ArticlePage
from cms.pages.models import BasePage
from sites.scoping import current_practice


def public(pages):
    """Of these pages those that are live and neither restricted themselves nor below one that is.

    In the same query, however many restrictions there are. Wagtail's own ``public()`` reads those of all practices.
    """
    return pages.filter(live=True).exclude(_closed("path"))


def public_rows(rows):
    """Of rows that are about a page those whose page everybody may read."""
    return rows.filter(page__live=True).exclude(_closed("page__path"))


def _closed(path: str) -> Exists:
    """Whether a restriction lies on the page with this tree path or on one above it."""
    beginning = Substr(OuterRef(path), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__practice=OuterRef("practice"), page__path=beginning))


def public_articles():
    """Every article that everybody may read, newest first."""
    return public(ArticlePage.objects.all()).order_by("-published_at", "-pk")


def public_page(path: str):
    """The public page at this path of the practice in scope ("" for its home), as a base page; or None."""
    parts = [current_practice().slug, *(part for part in path.split("/") if part)]
    return public(BasePage.objects.filter(url_path=f"/{'/'.join(parts)}/")).first()
