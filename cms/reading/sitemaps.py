"""sitemap.xml: an index, and parts of at most 50,000 addresses (sitemaps.org): what is live, public and to be found."""

from math import ceil

from django.http import Http404, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.booking.offers import MOST_OFFERS, open_offers
from cms.pages.models import BasePage
from cms.people.models import PeopleIndexPage
from cms.site_pages.models import HomePage, ServiceIndexPage
from sites.scoping import Kind, current_scope

from .public import public

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000 - MOST_OFFERS  # pages in a part; the first one has the offers as well
MOST_PARTS = 50_000  # that an index may name
# What they list changes without them, so when they were last saved says nothing true.
LISTS = (HomePage, ArticleIndexPage, TopicPage, PeopleIndexPage, ServiceIndexPage)


def _pages():
    """In the order in which they were made, so that a new page changes the last part only."""
    return public(BasePage.objects.filter(depth__gte=2)).order_by("pk")


def _practice():
    scope = current_scope()
    if scope.kind is not Kind.PRACTICE:
        raise Http404
    return scope.practice


def _answer(name: str, lines: list[str]) -> HttpResponse:
    text = "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f'<{name} xmlns="{PROTOCOL}">', *lines, f"</{name}>", ""]
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8", headers={"Cache-Control": "max-age=3600"})


@require_safe
def index(request):
    """How many parts there are. Always an index, so that the address in robots.txt never changes its meaning."""
    practice = _practice()
    parts = max(1, ceil(_pages().count() / MOST))
    locations = (f"{practice.base_url}/sitemap-{number}.xml" for number in range(1, parts + 1))
    return _answer("sitemapindex", [f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in locations])


@require_safe
def part(request, number):
    """One part. ``lastmod`` is the moment of the last publication; lists have none."""
    practice = _practice()
    if not 1 <= number <= MOST_PARTS:
        raise Http404
    begin = (number - 1) * MOST
    pages = _pages()[begin : begin + MOST]
    rows = list(pages.values_list("url_path", "last_published_at", "content_type__model"))
    if not rows and number > 1:
        raise Http404
    names = {model._meta.model_name for model in LISTS}
    skipped = len(practice.slug) + 2
    lines = [
        _line(f"{practice.base_url}/{path[skipped:]}", None if kind in names else moment) for path, moment, kind in rows
    ]
    if number == 1:
        lines += [_line(f"{practice.base_url}{offer.page_url}", None) for offer in open_offers()]
    return _answer("urlset", lines)


def _line(address: str, moment) -> str:
    changed = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>"
