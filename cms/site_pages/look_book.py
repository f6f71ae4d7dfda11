"""The component page: every component and every block in every theme, with made-up words and nobody's content.

For operators at the installation's own host, and for whoever works on the project.
"""

import datetime
from types import SimpleNamespace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.articles.blocks import PageBodyBlock
from cms.blocks import crisis
from cms.looks.look import Look
from cms.looks.palettes import SCHEMES, THEMES
from sites.countries import Country

A_DAY = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
LONG = "A title that goes on, because whoever wrote it had more to say than fits, and wanted to say it here at once"
RIGHT_TO_LEFT = "كيف تتحدثان حين يتعب أحدكما من الكلام"


def _card(title: str, **more):
    plain = {
        "title": title,
        "url": "#",
        "label": "Sleep",
        "introduction": "Two or three sentences that say what the article is about, and for whom it was written.",
        "published_at": A_DAY,
        "byline": "Ada Quill",
        "read_minutes": 7,
        "listing_image": None,
    }
    return SimpleNamespace(**plain | more)


def _person(name: str, role: str):
    words = "Sees adults and couples, in the room and online."
    return SimpleNamespace(title=name, url="#", role_title=role, introduction=words, listing_image=None)


def samples() -> dict:
    """What the templates of components ask for, made up."""
    topics = [SimpleNamespace(title=title, url="#", slug=title.lower()) for title in ("Sleep", "Couples", "Work")]
    return {
        "practice": SimpleNamespace(name="A practice", time_zone="Europe/London"),
        "page": _card(LONG, organisation_as_author=False, written_with="", revised_at=A_DAY),
        "authors": [_person("Ada Quill", "Counsellor"), _person("Ben Oak", "Psychotherapist")],
        "topics": topics,
        "topic": topics[0],
        "cards": [_card("A short title"), _card(LONG), _card(RIGHT_TO_LEFT, label="")],
        "articles": Paginator(range(30), 10).page(2),
        "offer": SimpleNamespace(
            name="A first conversation",
            page_url="#",
            way="phone",
            phone_number="+441632960001",
            phone_display="01632 960001",
            length="50 minutes",
            fee="£60",
            places=["in person", "online"],
            practitioner=None,
        ),
        "previous": _card("The one before"),
        "next": _card(LONG),
        "crisis": crisis.for_country(Country.UNITED_KINGDOM),
    }


def drawn_blocks() -> list[dict]:
    """Every block of a body with its own sample: label and HTML."""
    found = []
    for block in PageBodyBlock().child_blocks.values():
        html = block.render(block.normalize(block.get_preview_value()))
        found.append({"label": block.label, "html": html})
    return found


@require_safe
def look_book(request):
    """One theme in one scheme: ``?theme=hearth&scheme=dark``; anything else is the first."""
    if not (settings.DEBUG or request.user.is_operator):
        raise PermissionDenied
    theme = request.GET.get("theme", "")
    scheme = request.GET.get("scheme", "")
    theme = theme if theme in THEMES else next(iter(THEMES))
    scheme = scheme if scheme in SCHEMES else SCHEMES[0]
    context = {
        "look": Look(theme=theme),
        "theme": theme,
        "themes": THEMES,
        "scheme": scheme,
        "schemes": SCHEMES,
        "blocks": drawn_blocks(),
        **samples(),
    }
    return render(request, "look_book.html", context)
