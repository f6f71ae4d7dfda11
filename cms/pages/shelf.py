"""The shelf: every page that one request mentions, fetched together.

Menus, links in the text, related articles, topics, the previous and the next article: each would cost queries of its
own. Whoever knows that a page will be mentioned puts its id on the list (``want``); the first who needs one fetches
all that are on it.
"""

import re
from collections.abc import Callable, Iterable

from django.apps import apps
from django.db.models import DateTimeField, Q, Subquery
from wagtail.query import PageQuerySet

from sites.scoping import remember
from sites.showing import mention, tag_of_page
from sites.statements import Statement

_STORED_LINK = re.compile(r'<a [^>]*?linktype="page"[^>]*?>')
_ID = re.compile(r'(?<![\w-])id="([0-9]{1,18})"')  # a longer number is no id, and no database takes it
# Who knows ids that stand around every public page puts a function here that gives them.
around_every_page: list[Callable[[], Iterable[int]]] = []
# What no list, menu or link shows of another page, nor of its picture: read one by one where somebody needs it.
NOT_SHOWN = ("translation_key", "locale", "latest_revision", "latest_revision_created_at", "live_revision", "numchild")
NOT_SHOWN += ("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "alias_of")
NOT_SHOWN += ("locked", "locked_at", "locked_by", "search_description", "film_hosts")
NOT_SHOWN_OF_PICTURE = ("collection", "created_at", "uploaded_by_user", "file_size", "file_hash", "sizes_not_before")
NOT_SHOWN_OF_PICTURE += ("sizes_tries", "sizes_failed")
NOBODYS = 0  # no row has this number
MOST_PAGES = 500  # of one request; links beyond are drawn as plain words


class Shelf:
    """Pages of the practice in scope, by id."""

    def __init__(self):
        self._wanted: set[int] = set()
        self._pages: dict = {}
        self._beside = None  # the page whose neighbours are wanted too

    def want(self, ids):
        """Fetch these together with the next ones that are needed."""
        self._wanted.update(int(pk) for pk in ids if pk)

    def want_beside(self, page):
        """Fetch the pages of its kind that were published just before and just after it together with the others."""
        if page.published_at is not None:
            self._beside = page

    def get_many(self, ids, *, also_drafts: bool = False) -> list:
        """The pages with these ids in their order; None for those that readers may not have."""
        ids = [int(pk) if pk else None for pk in ids]
        if any(pk and pk not in self._pages for pk in ids):
            self.want(ids)
            self._fetch()
        pages = [self._pages.get(pk) for pk in ids]
        return [page if page and (page.live or also_drafts) else None for page in pages]

    def neighbours(self, page) -> tuple:
        """The live pages of its kind published just before and just after it; None where there is none."""
        if page.published_at is None:
            return None, None
        if self._beside is not None:
            self._fetch()
        # Whatever else is here lies further away: the nearest were fetched.
        of_its_kind = [other for other in self._pages.values() if other and _is_listed_with(other, page)]
        before = [other for other in of_its_kind if _when(other) < _when(page)]
        after = [other for other in of_its_kind if _when(other) > _when(page)]
        return max(before, key=_when, default=None), min(after, key=_when, default=None)

    def _fetch(self):
        mention(tag_of_page(pk) for pk in self._wanted)
        missing = [pk for pk in self._wanted if pk not in self._pages][:MOST_PAGES]
        if self._beside is None:
            pages = _PAGES(ids=missing)
        else:
            pages = _WITH_NEIGHBOURS(ids=missing or [NOBODYS], **_place_of(self._beside))
        found = {page.pk: page for page in pages}
        mention(tag_of_page(pk) for pk in found)
        self._pages.update(dict.fromkeys(missing) | found)
        self._wanted.clear()
        self._beside = None


def _own_pages():
    """Without the root, which the manager adds: with "or" in the condition databases pass the best indexes by."""
    pages = PageQuerySet(apps.get_model("pages", "BasePage"))  # which itself asks the shelf
    return pages.filter(practice__in_scope=True)


def _with_pictures(pages):
    of_pictures = (f"listing_image__{name}" for name in NOT_SHOWN_OF_PICTURE)
    return pages.select_related("listing_image").defer(*NOT_SHOWN, *of_pictures)


def _pages(ids):
    return _with_pictures(_own_pages().filter(pk__in=ids))


def _with_neighbours(ids, kind, pk, published_at):
    listed = _own_pages().live().filter(content_type__pk=kind)
    earlier = Q(published_at__lt=published_at) | Q(published_at=published_at, pk__lt=pk)
    later = Q(published_at__gt=published_at) | Q(published_at=published_at, pk__gt=pk)
    before = listed.filter(earlier).order_by("-published_at", "-pk").values("pk")[:1]
    after = listed.filter(later).order_by("published_at", "pk").values("pk")[:1]
    return _with_pictures(_own_pages().filter(pk__in=[*ids, Subquery(before), Subquery(after)]))  # found by its keys


def _when(page) -> tuple:
    return page.published_at, page.pk


def _is_listed_with(other, page) -> bool:
    same = other.content_type_id == page.content_type_id and other.pk != page.pk
    return same and other.live and other.published_at is not None


def _place_of(page) -> dict:
    return {"kind": page.content_type_id, "pk": page.pk, "published_at": page.published_at}


_PAGES = Statement(_pages)
_WITH_NEIGHBOURS = Statement(_with_neighbours, published_at=DateTimeField())


def shelf() -> Shelf:
    """The shelf of this request."""
    return remember("shelf", Shelf)


def linked_page_ids(stored_html: str) -> list[int]:
    """Ids of the pages that stored rich text links to."""
    return [int(found.group(1)) for tag in _STORED_LINK.findall(stored_html) if (found := _ID.search(tag))]
