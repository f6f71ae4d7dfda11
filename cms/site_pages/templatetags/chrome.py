"""What stands around every page: the practice, its look, its menus, its crisis line."""

from django import template

from cms.blocks import crisis
from cms.pages.kept import columns
from cms.pages.shelf import shelf
from sites.scoping import current_practice

from ..look_files import icons_of, logo_of
from ..menus import entries, page_ids, settings_of_practice

register = template.Library()


@register.simple_tag(takes_context=True)
def chrome(context):
    """What every page has around it, as a mapping.

    ``practice``; of its look ``theme``, ``look``, ``logo``, ``icons`` and ``scheme``; ``menu``, ``footer_text``,
    ``footer_links`` and ``crisis``; for pieces that are kept ``mark`` (all of that) and ``here`` (where the reader is).

    Menu entries have ``url``, ``words`` and ``is_here`` (this page, or one below it). Outside a practice: None.
    """
    practice, settings = current_practice(), settings_of_practice()
    if practice is None or settings is None:
        return None
    shelf().want([*page_ids(settings.menu), *page_ids(settings.footer_links)])
    request = context.get("request")
    path = request.path if request else ""
    menu, links = entries(settings.menu), entries(settings.footer_links)
    page_id = getattr(context.get("page"), "pk", None)
    for entry in menu:
        entry["is_here"] = bool(entry["page"]) and path.startswith(entry["url"])
    return {
        "practice": practice,
        "theme": settings.theme,
        "look": settings.look,
        "logo": logo_of(settings, practice),
        "icons": icons_of(settings, practice),
        "scheme": getattr(request, "look_scheme", ""),
        "menu": menu,
        "footer_text": settings.footer_text,
        "footer_links": links,
        "crisis": crisis.for_country(practice.country),
        "mark": _mark(practice, settings, menu, links),
        "here": (*((entry["is_here"], _is(entry, page_id)) for entry in menu), path == "/search/"),
    }


def _is(entry, page_id) -> bool:
    return bool(entry["page"]) and entry["page"].pk == page_id


def _mark(practice, settings, menu, links) -> tuple:
    """Everything that stands around a page and is the same on all pages of the practice."""
    shown = ((entry["url"], entry["words"], bool(entry["page"])) for entry in (*menu, *links))
    rows = (columns(practice), practice.primary_host, columns(settings), columns(settings.logo))
    return (*rows, settings.is_previewed, len(menu), *shown)
