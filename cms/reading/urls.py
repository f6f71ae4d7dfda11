"""Addresses of what stands beside the pages. ``/llms.txt`` is not among them, on purpose (docs/decisions/0016)."""

from django.urls import path, re_path

from . import feed_views, handout, robots, search, security_txt, sitemaps

urlpatterns = [
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("search/", search.search, name="search"),
    re_path(r"^feed\.(?P<kind>atom|json)$", feed_views.feed, name="feed"),
    re_path(r"^(?P<path>[\w/-]+)/feed\.(?P<kind>atom|json)$", feed_views.feed, name="feed_below"),
    re_path(r"^(?P<path>[\w/-]+)/handout/$", handout.handout, name="handout"),
]
