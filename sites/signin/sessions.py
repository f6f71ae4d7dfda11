"""Who is signed in here? A session belongs to one host, and lives as long as the sign-in it came from."""

import datetime

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, login
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from .. import rules
from ..models import Membership
from ..scoping import Kind, current_scope
from . import signals
from .browsers import seen_of
from .models import Entry, SignIn, Ticket

BACKEND = "sites.auth.MembershipBackend"
# What a session holds: at the installation's host the sign-in, at a practice's the practice and the entry there.
SIGN_IN, PRACTICE, ENTRY = "signin.sign_in", "signin.practice", "signin.entry"
LAST_SEEN_ACCURACY = datetime.timedelta(minutes=5)


def oldest() -> datetime.datetime:
    """Sign-ins that began before this have run out."""
    return timezone.now() - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)


def person_of(request):
    """The person whose session fits this host, or AnonymousUser; asked afresh for each request, in one query.

    ``request.sign_in`` is set beside it. A session that was carried here from another host, whose sign-in has ended,
    whose person has no place here any more, or that lacks the second factor the practice asks for, is nobody's.
    """
    scope = current_scope()
    sign_in = None
    if scope.kind is Kind.INSTALLATION:
        sign_in = _sign_in_at_the_installation(request.session)
    elif scope.kind is Kind.PRACTICE:
        sign_in = _sign_in_at(scope.practice, request.session)
    request.sign_in = sign_in
    if sign_in is None or not _password_is_the_same(request.session, sign_in.user):
        request.sign_in = None
        return AnonymousUser()
    _note_seen(sign_in)
    return sign_in.user


def _sign_in_at_the_installation(session) -> SignIn | None:
    if not session.get(SIGN_IN):
        return None
    good = SignIn.objects.select_related("user").filter(user__is_active=True, created_at__gt=oldest())
    return good.filter(pk=session[SIGN_IN]).first()


def _sign_in_at(practice, session) -> SignIn | None:
    if not session.get(ENTRY) or session.get(PRACTICE) != practice.pk:
        return None
    good = Entry.objects.select_related("sign_in__user").filter(
        Q(sign_in__user__id__has_place_here=True) | Q(sign_in__user__is_superuser=True),
        sign_in__user__is_active=True,
        sign_in__created_at__gt=oldest(),
    )
    if practice.second_factor_required:
        good = good.filter(sign_in__used_second_factor=True)
    entry = good.filter(pk=session[ENTRY]).first()
    if entry is None or (entry.sign_in.user.is_operator and not rules.may_enter(entry.sign_in.user, practice)):
        return None
    return entry.sign_in


def _password_is_the_same(session, user) -> bool:
    """Django's own check: a session holds a hash of the password it was begun with."""
    held = session.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(held, each) for each in hashes)


def _note_seen(sign_in: SignIn):
    now = timezone.now()
    if now - sign_in.last_seen_at >= LAST_SEEN_ACCURACY:
        SignIn.objects.filter(pk=sign_in.pk).update(last_seen_at=now)


# --- beginning ---


def begin(request, user, *, used_second_factor: bool) -> SignIn:
    """A new sign-in for a session at the installation's host. One that this browser had before ends with it."""
    SignIn.objects.filter(pk=request.session.get(SIGN_IN), user=user).delete()
    SignIn.objects.filter(user=user, created_at__lte=oldest()).delete()
    sign_in = SignIn.objects.create(user=user, used_second_factor=used_second_factor, **seen_of(request))
    request.session[SIGN_IN] = str(sign_in.pk)
    request.sign_in = sign_in
    return sign_in


def enter(request, sign_in: SignIn):
    """Begin the sign-in's session at the practice in scope; one that it had there before ends."""
    practice, user = current_scope().practice, sign_in.user
    login(request, user, backend=BACKEND)
    Entry.objects.filter(sign_in=sign_in).delete()
    request.session[PRACTICE] = practice.pk
    request.session[ENTRY] = Entry.objects.create(sign_in=sign_in, practice=practice).pk
    request.sign_in = sign_in
    Membership.objects.filter(user=user).update(last_entered_at=timezone.now())
    signals.entered_practice.send(sender=Entry, user=user, practice=practice, request=request)


# --- ending: the next request at any of its hosts is nobody's ---


def end(sign_in: SignIn, request=None):
    """End a sign-in at the installation and at every practice it has entered."""
    deleted, _ = SignIn.objects.filter(pk=sign_in.pk).delete()
    if deleted:
        signals.session_ended.send(sender=SignIn, user=sign_in.user, sign_in=sign_in, request=request)


def end_others(user, *, keep: SignIn | None, request=None):
    """End all of a person's sign-ins but one; without ``keep``, all."""
    for sign_in in SignIn.objects.filter(user=user).select_related("user"):
        if keep is None or sign_in.pk != keep.pk:
            end(sign_in, request)


def end_at(practice, user):
    """End a person's sessions at one practice, and tickets that lead there."""
    for model in (Entry, Ticket):
        model.everywhere.filter(practice=practice, sign_in__user=user).delete()
