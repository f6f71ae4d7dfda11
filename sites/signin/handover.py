"""From a practice's address to the one sign-in, and back with a ticket. docs/decisions/0010 draws the way."""

import re

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import Membership, Practice
from ..scoping import Kind, current_practice, current_scope
from ..visits.visiting import visited_practice
from . import limits, second_factor, sessions, tickets
from .hosts import at_the_installation, to_the_installation, work_path
from .practices import listing

STATE = re.compile(r"[0-9a-f]{64}")
# Long enough to sign in and to set up a second factor on the way.
COOKIE_SECONDS = 20 * 60


def cookie_name() -> str:
    """Under https its name makes the browser refuse one that another host has set."""
    return "__Host-entering" if settings.PUBLIC_SCHEME == "https" else "entering"


@never_cache
@require_safe
def ask(request):
    """``/admin/login/``: nobody is signed in at this address, so the installation is asked who it is."""
    next_path = work_path(request.GET.get("next", ""))
    if current_scope().kind is Kind.INSTALLATION:
        if request.user.is_authenticated:  # whoever is sent here all the same is no operator
            return redirect("my_practices")
        return redirect_to_login(next_path, reverse("account_login"))
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_path)
    # Kept when it is there already: a second tab must not take the first one's way back.
    secret = request.COOKIES.get(cookie_name()) or tickets.new_secret()
    query = urlencode({"next": next_path, "state": tickets.digest(secret)})
    response = to_the_installation(f"{reverse('enter', args=(current_practice().slug,))}?{query}")
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=COOKIE_SECONDS,
        secure=settings.PUBLIC_SCHEME == "https",
        httponly=True,
        samesite="Lax",
    )
    return response


@at_the_installation
@require_safe
def enter(request, slug):
    """``/enter/<slug>/``: whoever has a place there gets a ticket. Foreign, missing and closed are one answer."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    places = Membership.everywhere.filter(user=request.user, practice__state=Practice.State.OPEN)
    place = places.select_related("practice").filter(practice__slug=slug).first()
    practice = place.practice if place else visited_practice(request.user, slug)
    if practice is None:
        return render(request, "signin/no_place.html", listing(request), status=404)
    if practice.second_factor_required and (obstacle := second_factor.obstacle(request)):
        return obstacle
    state = request.GET.get("state", "")
    if not STATE.fullmatch(state):  # not by way of the practice's address, which begins it properly
        return HttpResponseRedirect(practice.admin_url)
    next_path = work_path(request.GET.get("next", ""))
    secret = tickets.issue(request.sign_in, practice, state=state, next_path=next_path)
    path = f"{reverse('use_ticket')}?{urlencode({'ticket': secret})}"
    return HttpResponseRedirect(practice.work_address(path))


@never_cache
@require_safe
def use_ticket(request):
    """``/admin/enter/``: a session here for a ticket; one page for everything that does not fit."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    if limits.is_exhausted(request, "ticket"):
        return limits.too_many(request)
    ticket = tickets.redeem(request.GET.get("ticket", ""), request.COOKIES.get(cookie_name(), ""))
    if ticket is None:
        limits.count(request, "ticket")
        return render(request, "signin/not_completed.html", status=403)
    sessions.enter(request, ticket.sign_in)
    return HttpResponseRedirect(work_path(ticket.next_path))
