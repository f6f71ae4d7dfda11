"""What others show of a link to a page: Open Graph and Twitter's card, from the page's own head."""

from cms.articles.models import ArticlePage
from cms.people.models import PractitionerPage

from . import discreet
from .addresses import canonical
from .card_making import card_of
from .pictures import picture_of

# Open Graph's types of the pages that are no plain "website".
KINDS = {ArticlePage: "article", PractitionerPage: "profile"}


def card_of_link(context) -> dict | None:
    """``kind``, ``title``, ``description``, ``url``, ``site_name``, ``locale``, ``picture``; None where no page is."""
    page, offer, practice = context.get("page"), context.get("offer"), context["site"]["practice"]
    if page is None and offer is None:
        return None
    hidden = page is not None and page.in_safety_mode
    language, _, region = practice.language.partition("-")
    return {
        "kind": "website" if hidden else KINDS.get(type(page), "website"),
        "title": discreet.title_of(page, practice) if page else offer.name,
        "description": "" if hidden else (page.search_description or page.introduction) if page else offer.for_whom,
        "url": canonical(context),
        "site_name": practice.name,
        "locale": f"{language}_{region.upper()}" if region else language,
        "picture": None if hidden else (isinstance(page, ArticlePage) and card_of(page, practice)) or picture_of(page),
        "published_at": getattr(page, "published_at", None),
        "revised_at": getattr(page, "revised_at", None),
    }
