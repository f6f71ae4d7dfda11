"""The pages that every practice has, whether it has written them or not, and the one about what its site contacts."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

from cms.pages.models import BasePage
from sites.scoping import Kind, current_scope

from . import facts
from .words import PAGES

TITLES = dict(PAGES)
WITHHELD = "wagtailcore/password_required.html"  # the template of Wagtail's answer, which ours replaces


def _of_a_practice(view):
    """Only a practice has these pages; the installation's own host names none."""

    @wraps(view)
    @require_safe
    def answer(request, *args, **kwargs):
        if current_scope().kind is not Kind.PRACTICE:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@_of_a_practice
def standing(request, name):
    """The practice's own page at this address; the standard one where there is none, or not for everybody.

    A page behind a password would be no notice, so it does not take the standard one's place.
    """
    if BasePage.route_for_request(request, name) is not None:
        response = wagtail_serve(request, name)
        if getattr(response, "template_name", None) != WITHHELD:
            return response
    return render(request, f"pages/{name}.html", _context(name))


@_of_a_practice
def what_this_site_contacts(request):
    """Generated from the configuration and the practice's rows; no practice can change what it says."""
    context = _context("what_this_site_contacts")
    context["contacts"] = facts.contacts(context["practice"])
    return render(request, "pages/what_this_site_contacts.html", context)


def _context(name: str) -> dict:
    return {"practice": current_scope().practice, "page": None, "title": TITLES[name], "name": name}
