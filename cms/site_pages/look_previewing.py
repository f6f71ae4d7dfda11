"""A look is seen before it is anybody else's: the practice's own pages, drawn with what is typed and not saved.

Wagtail's own preview asks here. What was typed lies with the person who typed it (FormState) until it is saved, and
the stylesheet of a look that is not live is kept for some minutes, for this practice alone.
"""

from django.core.cache import cache

from cms.articles.models import live_articles
from cms.looks.look import Look, stylesheet
from sites.scoping import bear_in_mind, current_practice

from .menus import SETTINGS

KEPT_SECONDS = 600
MODES = [
    ("home", "Home"),
    ("home-dark", "Home, dark"),
    ("article", "An article"),
    ("article-dark", "An article, dark"),
]


def drawn(settings, request, mode: str):
    """A page of the practice as it would be with these settings. ``mode`` is one of MODES; others are the first."""
    what, _, scheme = mode.partition("-")
    page = live_articles().first() if what == "article" else None
    page = (page or current_practice().site.root_page).specific
    settings.is_previewed = True
    bear_in_mind(SETTINGS, settings)
    request.look_scheme = "dark" if scheme == "dark" else "light"
    keep(settings.look)
    return page.serve(request)


def keep(look: Look):
    """Let the stylesheet of a look that is not live be found, by who previews it here and now."""
    if look.is_customised:
        cache.set(_key(look.mark), stylesheet(look), KEPT_SECONDS)


def kept(mark: str) -> str | None:
    """The stylesheet of a look that somebody of this practice previews, or None."""
    return cache.get(_key(mark))


def _key(mark: str) -> str:
    return f"look:{mark}"
