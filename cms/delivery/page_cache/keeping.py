"""Which pages are kept, and what each of them shows: an answer is kept only where this module says so."""

import datetime
import re
import zoneinfo

from django.conf import settings
from django.utils import timezone
from django.utils.cache import has_vary_header
from django.utils.functional import empty

from cms.articles.models import ArticlePage
from sites.models.practice import address_of
from sites.scoping import Kind, current_scope
from sites.showing import EVERYTHING, LISTS, mentioned, tag_of_page, tag_of_view

# What is public and the same for every reader, by the name of its address. Whatever is not here is never kept:
# search, forms, bridge pages, and everything at which somebody signs in.
KEPT = {
    "wagtail_serve",
    "front_door",
    "feed",
    "feed_below",
    "handout",
    "sitemap",
    "sitemap_part",
    "robots",
    "web_manifest",
    "look_style",
    "privacy",
    "accessibility",
    "what_this_site_contacts",
}
# The only query that is kept: pages of lists. Any other is answered each time, so that nobody fills the memory.
QUERY = re.compile(r"(page=[1-9][0-9]?)?", re.ASCII)
LONGEST = 3600.0  # seconds
# What a page of the practice says may depend on the day: an offer opens again, a credential ends.
SHORTEST = 1.0


class MayNotBeKept(Exception):
    """Raised with the reason, for who wonders why a page is made anew each time."""


# In this order: the first ones hold for requests of which nothing more is known. True: it may not be kept.
REASONS = {
    "not a plain reading of a page": lambda request, response: request.method != "GET" or response.status_code != 200,
    "sent piece by piece": lambda request, response: response.streaming,
    "of no practice": lambda request, response: current_scope().kind is not Kind.PRACTICE,
    "not among the pages that are kept": lambda request, response: _name(request) not in KEPT,
    "asked for with a query": lambda request, response: not _is_of_a_list(request),
    "at a host that is not the practice's main one": lambda request, response: not _is_at_main_host(request),
    "for one reader": lambda request, response: _is_personal(request, response),
    "said not to be kept": lambda request, response: _is_said_not_to_be_kept(request, response),
}


def check(request, response):
    """Raise MayNotBeKept unless the answer is the same for everybody who asks for this address."""
    for reason, holds in REASONS.items():
        if holds(request, response):
            raise MayNotBeKept(reason)


def _name(request) -> str:
    return getattr(request.resolver_match, "view_name", "")


def _is_of_a_list(request) -> bool:
    """Without a query, or one of the first 99 pages of something that has pages."""
    query = request.META.get("QUERY_STRING", "")
    return not query or (bool(QUERY.fullmatch(query)) and not isinstance(_page(request), ArticlePage))


def _is_at_main_host(request) -> bool:
    main = address_of(request.practice.primary_host).partition("://")[2]
    return request.META.get("HTTP_HOST") == main


def _is_personal(request, response) -> bool:
    """Somebody's session was read, somebody is signed in, a form's secret was made, or a cookie is set.

    A page with a password asks the session whether it was given, and so is never kept.
    """
    user = request.__dict__.get("user")
    asked = user is not None and not _is_unasked(user)
    return bool(
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.session.accessed
        or asked
        or response.cookies
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or "CSRF_COOKIE" in request.META
        or has_vary_header(response, "Cookie")
        or request.META.get("HTTP_AUTHORIZATION")
    )


def _is_unasked(user) -> bool:
    """Who reads is looked up when somebody asks; on a page that is alike for all nobody does."""
    return getattr(user, "_wrapped", None) is empty


def _page(request):
    route = getattr(request, "_wagtail_route_for_request", None)
    return route.page if route else None


def _is_said_not_to_be_kept(request, response) -> bool:
    """A page in safety mode must not stay in a reader's browser; here it is as public as any other."""
    said = response.get("Cache-Control", "")
    page = _page(request)
    in_safety_mode = getattr(page, "in_safety_mode", False) and _name(request) == "wagtail_serve"
    return "private" in said or ("no-store" in said and not in_safety_mode)


def tags(request) -> set[str]:
    """What the page shows: whole lists, unless it is an article, and whatever was mentioned while it was made."""
    page = _page(request)
    shown = {EVERYTHING, *mentioned()}
    if page is not None:
        shown |= {tag_of_page(page.pk), tag_of_view(page.pk)}
    if not isinstance(page, ArticlePage):
        shown.add(LISTS)
    return shown


def seconds_to_keep(practice) -> float:
    """Until the practice's next midnight, and no longer than ``LONGEST``."""
    now = timezone.localtime(timezone=zoneinfo.ZoneInfo(practice.time_zone))
    tomorrow = (now + datetime.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(max((tomorrow - now).total_seconds(), SHORTEST), LONGEST)
