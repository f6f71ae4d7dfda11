"""Pages at the installation's host about oneself: where one is signed in, and an invitation's link."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import membership
from ..models import Invitation, User
from . import limits, sessions
from .forms import NewAccountForm
from .hosts import at_the_installation
from .models import Entry, SignIn
from .tickets import digest

# More than these one does not look through; the eldest end by themselves.
MOST_SHOWN = 100


@at_the_installation
@login_required
@require_safe
def sign_ins(request):
    """``/account/sign-ins/``: two queries, however many there are."""
    entries = Prefetch(
        "entries", Entry.everywhere.select_related("practice").order_by("practice__name"), to_attr="all_entries"
    )
    mine = SignIn.objects.filter(user=request.user, created_at__gt=sessions.oldest()).prefetch_related(entries)
    found = list(mine[:MOST_SHOWN])
    for sign_in in found:
        sign_in.practices = sorted({entry.practice.name for entry in sign_in.all_entries})
        sign_in.is_this = sign_in.pk == request.sign_in.pk
    return render(request, "signin/sign_ins.html", {"sign_ins": found})


@at_the_installation
@login_required
@require_POST
def end_sign_in(request, pk):
    sign_in = get_object_or_404(SignIn.objects.select_related("user"), pk=pk, user=request.user)
    sessions.end(sign_in, request)
    messages.success(request, "That sign-in has ended.")
    return redirect("sign_ins")


@at_the_installation
@login_required
@require_POST
def end_other_sign_ins(request):
    sessions.end_others(request.user, keep=request.sign_in, request=request)
    messages.success(request, "All other sign-ins have ended.")
    return redirect("sign_ins")


@at_the_installation
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """``/invitation/<token>/``: accept as somebody new, or with the account of the address that was written to."""
    if limits.is_exhausted(request, "invitation"):
        return limits.too_many(request)
    waiting = Invitation.everywhere.good().select_related("practice", "invited_by")
    found = waiting.filter(token_hash=digest(token), practice__state="open").first()
    if found is None:
        limits.count(request, "invitation")
        return render(request, "signin/no_invitation.html", status=404)
    if request.user.is_authenticated:
        return _accept_as_oneself(request, found)
    if User.everyone.with_email(found.email) is not None:
        return render(request, "signin/invitation_sign_in.html", {"invitation": found})
    return _accept_as_somebody_new(request, found)


def _accept_as_oneself(request, found: Invitation):
    is_theirs = request.user.email.lower() == found.email
    if request.method != "POST" or not is_theirs:
        return render(request, "signin/invitation.html", {"invitation": found, "is_theirs": is_theirs})
    membership.accept(found, request.user, request=request)
    return HttpResponseRedirect(found.practice.admin_url)


def _accept_as_somebody_new(request, found: Invitation):
    form = NewAccountForm(request.POST or None, invitation=found)
    if not form.is_valid():
        return render(request, "signin/invitation_new.html", {"invitation": found, "form": form})
    try:
        user = membership.accept_as_somebody_new(found, **form.cleaned_data, request=request)
    except IntegrityError:  # the address has got an account in this very moment
        return redirect(request.path)
    login(request, user, backend=sessions.BACKEND)
    record_authentication(request, user, method="password")
    return HttpResponseRedirect(found.practice.admin_url)
