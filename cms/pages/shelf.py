"""The shelf: every page that one request mentions, fetched together.

Menus, links in the text, related articles, topics, the previous and the next article: each would cost queries of its
own. Whoever knows that a page will be mentioned puts its id on the list (``want``); the first who needs one fetches
all that are on it.
"""

import re
from collections.abc import Callable, Iterable

from django.apps import apps

from sites.scoping import remember
from sites.showing import mention, tag_of_page

_STORED_LINK = re.compile(r'<a [^>]*?linktype="page"[^>]*?>')
_ID = re.compile(r'\bid="([0-9]{1,18})"')  # a longer number is no id, and no database takes it
# Who knows ids that stand around every public page puts a function here that gives them.
around_every_page: list[Callable[[], Iterable[int]]] = []
MOST_PAGES = 500  # of one request; links beyond are drawn as plain words


class Shelf:
    """Pages of the practice in scope, by id."""

    def __init__(self):
        self._wanted: set[int] = set()
        self._pages: dict = {}

    def want(self, ids):
        """Fetch these together with the next ones that are needed."""
        self._wanted.update(int(pk) for pk in ids if pk)

    def get_many(self, ids, *, also_drafts: bool = False) -> list:
        """The pages with these ids in their order; None for those that readers may not have."""
        ids = [int(pk) if pk else None for pk in ids]
        if any(pk and pk not in self._pages for pk in ids):
            self.want(ids)
            self._fetch()
        pages = [self._pages.get(pk) for pk in ids]
        return [page if page and (page.live or also_drafts) else None for page in pages]

    def _fetch(self):
        mention(tag_of_page(pk) for pk in self._wanted)
        missing = [pk for pk in self._wanted if pk not in self._pages][:MOST_PAGES]
        base = apps.get_model("pages", "BasePage")  # which itself asks the shelf
        found = base.objects.select_related("listing_image").in_bulk(missing)
        self._pages.update({pk: found.get(pk) for pk in missing})
        self._wanted.clear()


def shelf() -> Shelf:
    """The shelf of this request."""
    return remember("shelf", Shelf)


def linked_page_ids(stored_html: str) -> list[int]:
    """Ids of the pages that stored rich text links to."""
    return [int(found.group(1)) for tag in _STORED_LINK.findall(stored_html) if (found := _ID.search(tag))]
