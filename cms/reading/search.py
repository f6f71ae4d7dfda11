"""The page where readers search their practice. What they type is in the address, and nowhere else."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sites.scoping import Kind, current_scope

from . import finding
from .words import LONGEST, SHORTEST, cleaned, terms_of

PER_PAGE = 10


@require_safe
def search(request):
    """``/search/?q=…&page=…``. Never indexed, never kept by a cache, and nothing of it is stored or logged by us."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    typed = cleaned(request.GET.get("q", "")[: 10 * LONGEST])
    context = {"practice": request.practice, "page": None, "typed": typed[:LONGEST], "trouble": _trouble(typed)}
    if typed and not context["trouble"]:
        context |= _results(typed, request.GET.get("page"))
    response = render(request, "pages/search.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def _trouble(typed: str) -> str:
    """In one sentence why nothing is looked for, or nothing."""
    if len(typed) > LONGEST:
        return f"That is more than {LONGEST} letters. Use a few words that say what you are looking for."
    if typed and not terms_of(typed):
        return f"Write at least one word of {SHORTEST} letters or more."
    return ""


def _results(typed: str, number) -> dict:
    found = finding.find(typed)
    listed = Paginator(found.keys, PER_PAGE).get_page(number)
    return {"found": found, "listed": listed, "results": finding.shown(found, list(listed.object_list))}
