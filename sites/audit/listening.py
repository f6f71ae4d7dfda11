"""Signals of other parts that are written into the log: a table of what each becomes."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.module_loading import import_string

from ..scoping import Kind, current_practice, current_scope
from .recording import record

SIGNALS = "sites.signin.signals"
UNKNOWN = "Somebody without a place here"


def _entered(user, practice, **kwargs):
    return {"by": user, "practice": practice}


def _failed(email, **kwargs):
    """Names the person only where they belong: what a stranger typed is not kept, it may even be a password.

    At the installation's own door that is everybody with an account; only operators read that log. One query for a
    known and for an unknown address, so that time tells nothing.
    """
    people = get_user_model()
    here = people.objects if current_practice() else people.everyone
    person = here.filter(email__iexact=str(email or "").strip()).first()
    return {"subject": person, "kind": "person", "title": "" if person else UNKNOWN}


def _changed_factor(user, change, kind, **kwargs):
    return {"by": user, "change": change, "factor": str(kind)}


def _ended_session(user, **kwargs):
    return {"subject": user, "kind": "person"}


def _about_invitation(invitation, by=None, user=None, **kwargs):
    about = {"practice": invitation.practice, "kind": "invitation", "number": str(invitation.pk)}
    return {**about, "by": by or user, "title": invitation.email, "role": str(invitation.role)}


def _changed_role(membership, was, by, **kwargs):
    about = {"practice": membership.practice, "subject": membership.user, "kind": "person"}
    return {**about, "by": by, "was": str(was), "role": str(membership.role)}


def _resigned(user, practice, role, **kwargs):
    return {"by": user, "practice": practice, "was": str(role)}


# A signal of sign-in's: the action it is written down as, and what is written of it.
OF_SIGN_IN: dict[str, tuple[str, Callable[..., dict]]] = {
    "entered_practice": ("signin.entered", _entered),
    "sign_in_failed": ("signin.failed", _failed),
    "second_factor_changed": ("signin.second_factor", _changed_factor),
    "session_ended": ("signin.session_ended", _ended_session),
    "invitation_sent": ("people.invited", _about_invitation),
    "invitation_accepted": ("people.accepted", _about_invitation),
    "invitation_withdrawn": ("people.withdrawn", _about_invitation),
    "role_changed": ("people.role", _changed_role),
    "resigned": ("people.resigned", _resigned),
}

_connected: set[str] = set()


def connect_all():
    """Connect what is there. Called once, from AuditConfig.ready()."""
    for name in OF_SIGN_IN:
        try:
            signal = import_string(f"{SIGNALS}.{name}")
        except ImportError:
            continue
        signal.connect(receiver_of(name), weak=False, dispatch_uid=f"audit_{name}")
        _connected.add(name)
    user_logged_in.connect(signed_in, dispatch_uid="audit_signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="audit_signed_out")
    user_login_failed.connect(failed, dispatch_uid="audit_failed")


def receiver_of(name: str):
    """What is called when the signal is sent."""
    action, about = OF_SIGN_IN[name]

    def write_down(sender=None, signal=None, **kwargs):
        record(action, **about(**kwargs))

    return write_down


# --- Django's own signals: what sign-in does not tell of by one of its own ---


def signed_in(sender, user, **kwargs):
    """At the installation's door always: ``entered_practice`` is sent at a practice's only."""
    if _at_a_door() and (current_practice() is None or "entered_practice" not in _connected):
        record("signin.entered", by=user)


def signed_out(sender, user, **kwargs):
    if _at_a_door() and user is not None:
        record("signin.left", by=user)


def failed(sender, credentials, **kwargs):
    if _at_a_door() and "sign_in_failed" not in _connected:
        record("signin.failed", **_failed(credentials.get("email") or credentials.get("username")))


def _at_a_door() -> bool:
    """Whether somebody said where this is; the installation's door looks among everybody's accounts."""
    return current_scope().kind is not Kind.UNSET
