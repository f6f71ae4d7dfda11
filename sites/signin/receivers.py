"""What follows from signing in and out, and from changes of passwords and second factors."""

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from ..scoping import Kind, current_scope
from . import second_factor, sessions, signals
from .models import Entry


@receiver(user_logged_in, dispatch_uid="signin_begin")
def begin_a_sign_in(sender, request, user, **kwargs):
    """At the installation's host, or among everyone there; into a practice leads only a ticket (handover.py)."""
    if current_scope().kind in (Kind.INSTALLATION, Kind.ALL):
        records = get_authentication_records(request, user)
        used = any(record["method"] == "mfa" for record in records)
        sessions.begin(request, user, used_second_factor=used)


@receiver(user_logged_out, dispatch_uid="signin_end")
def end_the_sign_in(sender, request, user, **kwargs):
    """Signing out at any address signs out at all of them."""
    sign_in = getattr(request, "sign_in", None)
    if user is not None and sign_in is not None:
        sessions.end(sign_in, request)


@receiver([account.password_changed, account.password_set], dispatch_uid="signin_password_changed")
def end_other_sign_ins(sender, request, user, **kwargs):
    """Whoever changes the password stays signed in here; practices are entered anew."""
    sessions.end_others(user, keep=request.sign_in, request=request)
    Entry.everywhere.filter(sign_in=request.sign_in).delete()


@receiver(account.password_reset, dispatch_uid="signin_password_reset")
def end_all_sign_ins(sender, request, user, **kwargs):
    """The proof by mail ends what was there, and lifts the limit that wrong tries have set."""
    sessions.end_others(user, keep=None, request=request)
    get_adapter()._delete_login_attempts_cached_email(request, email=user.email)


@receiver(mfa.authenticator_used, dispatch_uid="signin_factor_used")
def a_factor_was_used(sender, request, user, **kwargs):
    second_factor.note_used(request, user)


@receiver(mfa.authenticator_added, dispatch_uid="signin_factor_added")
def a_factor_was_added(sender, request, user, authenticator, **kwargs):
    """Setting one up has shown that one holds it."""
    if authenticator.type in second_factor.FACTORS:
        second_factor.note_used(request, user)
    _say_changed(request, user, authenticator, "added")


@receiver(mfa.authenticator_removed, dispatch_uid="signin_factor_removed")
def a_factor_was_removed(sender, request, user, authenticator, **kwargs):
    second_factor.note_removed(user)
    _say_changed(request, user, authenticator, "removed")


@receiver(mfa.authenticator_reset, dispatch_uid="signin_factor_reset")
def codes_were_renewed(sender, request, user, authenticator, **kwargs):
    _say_changed(request, user, authenticator, "renewed")


def _say_changed(request, user, authenticator, change):
    signals.second_factor_changed.send(
        sender=type(authenticator), user=user, change=change, kind=authenticator.type, request=request
    )


@receiver(mfa.authentication_failed, dispatch_uid="signin_factor_failed")
def a_code_did_not_fit(sender, request, user, **kwargs):
    signals.sign_in_failed.send(sender=sender, email=user.email, request=request)
