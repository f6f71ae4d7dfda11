"""The notices of the practice in scope, for the templates around every page."""

from django import template
from django.conf import settings
from django.urls import reverse

from sites.scoping import current_practice

from .. import countries, facts, words

register = template.Library()


@register.simple_tag
def neutral_address():
    """Where "Leave this page" leads."""
    return countries.neutral_address(current_practice().country)


@register.simple_tag
def notices():
    """What the practice must say; see words.Notices."""
    return words.notices()


@register.simple_tag
def country_profile():
    """The profile of the practice's country; see countries.yaml."""
    return countries.for_country(current_practice().country)


@register.simple_tag
def pages_of_notices(footer_links):
    """Address and title of the pages that every practice has, without those that its footer names already."""
    named = {entry["url"] for entry in footer_links}
    pages = [{"url": reverse(name), "title": title} for name, title in words.PAGES]
    return [page for page in pages if page["url"] not in named]


@register.filter
def has_facts(page, name):
    """Whether the generated facts of this name stand below the page: it is the practice's own in their place."""
    return page.slug == name and page.depth == 3  # a child of the home page


@register.inclusion_tag("components/privacy_facts.html")
def privacy_facts():
    return {
        "practice": current_practice(),
        "profile": countries.for_country(current_practice().country),
        "notices": words.notices(),
        "access_log_days": settings.ACCESS_LOG_DAYS,
        "comment_days": facts.days_of_comments(),
    }


@register.inclusion_tag("components/accessibility_facts.html")
def accessibility_facts():
    return {
        "practice": current_practice(),
        "profile": countries.for_country(current_practice().country),
        "notices": words.notices(),
        "facts": facts.accessibility(),
        "own": facts.own_limits(),
    }
