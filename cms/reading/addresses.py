"""The one full address of what a reader sees: at the practice's main host, whichever host or filter led there."""

from urllib.parse import urlencode

from cms.articles import archives
from cms.people.models import PractitionerPage


def absolute(practice, address: str) -> str:
    """A path of the practice with scheme and host; a full address as it is."""
    return f"{practice.base_url}{address}" if address.startswith("/") else address


def canonical(context) -> str:
    """The address that search engines should keep for this page; empty where there is none.

    A list narrowed to one topic is the topic's own page, and only then has another address. Pages of a list each have
    their own, because each shows other articles.
    """
    page, offer = context.get("page"), context.get("offer")
    if page is None:
        return absolute(context["practice"], offer.page_url) if offer else ""
    topic, author, listed = context.get("topic"), context.get("author"), context.get("articles")
    if isinstance(page, PractitionerPage):
        listed = archives.by(page, context["request"].GET.get("page") if context.get("request") else None)
    address, query = page.full_url or "", {}
    if topic and author:
        query = {"topic": topic.slug, "author": author.slug}
    elif topic:
        address = topic.full_url
    elif author:
        query = {"author": author.slug}
    if getattr(listed, "number", 1) > 1:
        query["page"] = listed.number
    return f"{address}?{urlencode(query)}" if address and query else address
