"""robots.txt: search engines may come; whoever reads for answering machines comes for the purposes the owner allows."""

from functools import cache
from pathlib import Path

import yaml
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from cms.site_pages.menus import settings_of_practice
from sites.scoping import Kind, current_scope

REGISTER = Path(__file__).with_name("crawlers.yaml")
PURPOSES = ("answers", "training")
NOT_HERE = "# This is no practice's site.\nUser-agent: *\nDisallow: /\n"


@cache
def register() -> dict:
    """The table of crawlers: ``dated``, and ``crawlers`` with name, operator, purpose and where that is said."""
    return yaml.safe_load(REGISTER.read_text(encoding="utf-8"))


def named(purpose: str) -> list[str]:
    """The crawlers that come for this purpose."""
    return [each["name"] for each in register()["crawlers"] if each["purpose"] == purpose]


@require_safe
def robots(request):
    """For a practice its owner's choice; at the installation's own host nothing is to be indexed."""
    scope = current_scope()
    text = of_practice(scope.practice, settings_of_practice()) if scope.kind is Kind.PRACTICE else NOT_HERE
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "max-age=3600"})


def of_practice(practice, settings) -> str:
    """The file as RFC 9309 describes it: a group for everybody, and one for each purpose that is not wanted."""
    allowed = {"answers": settings.may_answer, "training": settings.may_train}
    groups = ["User-agent: *\nDisallow: /admin/\n"]
    for purpose in PURPOSES:
        if not allowed[purpose]:
            names = "".join(f"User-agent: {name}\n" for name in named(purpose))
            groups.append(f"# Not for {purpose} (our table of {register()['dated']})\n{names}Disallow: /\n")
    groups.append(f"Sitemap: {practice.base_url}/sitemap.xml\n")
    return "\n".join(groups)
