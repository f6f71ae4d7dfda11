"""A person's own practices: the page after signing in, and what the admin's menu shows of it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Practice
from .hosts import at_the_installation

A_PAGE = 20


def practices_of(user):
    """The open practices in which the person has a place, by name."""
    return Practice.objects.filter(memberships__user=user, state=Practice.State.OPEN).order_by("name", "pk")


def listing(request) -> dict:
    """One page of the person's practices; ``q`` narrows it by name. Two queries, however many there are."""
    words = request.GET.get("q", "").strip()[:100].replace("\0", "")
    practices = practices_of(request.user)
    if words:
        practices = practices.filter(name__icontains=words)
    pages = Paginator(practices, A_PAGE)
    return {"page": pages.get_page(request.GET.get("page")), "words": words}


@at_the_installation
@login_required
@require_safe
def my_practices(request):
    """``/practices/``: with a single one there is nothing to choose."""
    found = listing(request)
    page = found["page"]
    if page.paginator.count == 1 and not found["words"] and not request.user.is_superuser:
        return HttpResponseRedirect(page.object_list[0].admin_url)
    return render(request, "signin/my_practices.html", found)
