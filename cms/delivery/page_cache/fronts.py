"""What stands in front of many machines: a network or a proxy that keeps pages longer, and is told what to drop.

Only where one is configured (cms/settings/finished_pages.py). Pages then say how long it may keep them and what they
show, in the headers that such networks read; what changed is purged at its address through Wagtail's own backends.
"""

import datetime

from django.conf import settings
from django.db import transaction
from django.tasks import default_task_backend, task
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.articles.models import ArticlePage
from cms.pages.models import BasePage
from sites.models import Practice
from sites.scoping import in_practice
from sites.showing import EVERYTHING, LISTS

from .finished import Finished

# Until then every process of ours has heard of the change, and none fills the front with the page as it was.
AFTER = datetime.timedelta(seconds=1)
MOST_PAGES = 5_000  # of one practice; what lies beyond ends by its time
MOST_TAGS = 200  # of one page: headers have their limits
BESIDE_LISTS = ("/feed.atom", "/feed.json", "/sitemap.xml", "/sitemap-1.xml")
BESIDE_ALL = ("/robots.txt", "/manifest.webmanifest", "/privacy/", "/what-this-site-contacts/", "/accessibility/")


def is_there() -> bool:
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def headers_for(page: Finished) -> list[tuple[str, str]]:
    """What a network in front reads: how long it may keep the page (RFC 9213), and by which keys it is dropped."""
    if not is_there() or not page.etag:
        return []
    keys = [f"practice-{page.practice_id}:{tag}" for tag in sorted(page.tags)]
    if len(keys) > MOST_TAGS:
        return [("CDN-Cache-Control", "no-store")]
    lasting = f"public, max-age={settings.FRONT_CACHE_SECONDS}"
    return [("CDN-Cache-Control", lasting), ("Surrogate-Key", " ".join(keys)), ("Cache-Tag", ",".join(keys))]


def tell(practice_id: int, tags):
    """Have dropped what shows a change, once it is stored."""
    if is_there():
        later = {"run_after": timezone.now() + AFTER} if default_task_backend.supports_defer else {}
        transaction.on_commit(lambda: purge.using(**later).enqueue(practice_id, sorted(tags)))


@task()
def purge(practice_id: int, tags: list[str]):
    """Drop the pages that show any of these, wherever they are kept in front. Can be done again."""
    practice = Practice.objects.get(pk=practice_id)
    with in_practice(practice):
        paths = sorted(addresses(set(tags)))
    for backend in get_backends().values():
        backend.purge_batch([practice.base_url + path for path in paths])


def addresses(tags: set[str]) -> set[str]:
    """The paths at which the practice in scope shows any of these."""
    live = BasePage.objects.live().filter(depth__gt=1)
    if EVERYTHING in tags or any(tag.startswith("picture:") for tag in tags):
        return {*_with_handouts(live[:MOST_PAGES]), *BESIDE_LISTS, *BESIDE_ALL}
    ids = {int(tag.partition(":")[2]) for tag in tags if tag.startswith(("page:", "view:"))}
    named = {int(tag.partition(":")[2]) for tag in tags if tag.startswith("page:")}
    paths = set(_with_handouts(BasePage.objects.filter(pk__in=ids | _naming(named))))
    if LISTS in tags:
        lists = live.exclude(pk__in=ArticlePage.objects.values("pk"))
        paths |= {*(page.url for page in lists[:MOST_PAGES]), *BESIDE_LISTS}
    return paths


def _naming(ids: set[int]) -> set[int]:
    """Pages that link to these, and articles that have them beside them."""
    from wagtail.models import ReferenceIndex

    linking = set()
    for page in BasePage.objects.filter(pk__in=ids):
        found = ReferenceIndex.get_references_to(page).values_list("object_id", flat=True)
        linking |= {int(pk) for pk in found[:MOST_PAGES] if pk.isdecimal()}
    near = ArticlePage.objects.live().values_list("pk", "nearby_ids")[:MOST_PAGES] if ids else []
    return linking | {pk for pk, nearby in near if ids & set(nearby)}


def _with_handouts(pages):
    for page in pages:
        yield page.url
        yield f"{page.url}handout/"
