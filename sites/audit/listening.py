"""Signals of other parts that are written into the log: a table, and one receiver for all of them."""

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.module_loading import import_string

from ..scoping import Kind, current_scope
from .recording import record

# Signal of sites.signin.signals, which sign-in sends with `user` and, where they fit, `practice`, `by`, `membership`
# and `role`: the action it is written down as.
OF_SIGN_IN = {
    "sites.signin.signals.entered_practice": "signin.entered",
    "sites.signin.signals.sign_in_failed": "signin.failed",
    "sites.signin.signals.second_factor_changed": "signin.second_factor",
    "sites.signin.signals.session_ended": "signin.session_ended",
    "sites.signin.signals.invitation_sent": "people.invited",
    "sites.signin.signals.invitation_accepted": "people.accepted",
    "sites.signin.signals.invitation_withdrawn": "people.withdrawn",
    "sites.signin.signals.role_changed": "people.role",
    "sites.signin.signals.resigned": "people.resigned",
}
UNKNOWN = "Somebody without a place here"

_connected: set[str] = set()


def connect_all():
    """Connect what is there. Called once, from AuditConfig.ready()."""
    for path, action in OF_SIGN_IN.items():
        try:
            signal = import_string(path)
        except ImportError:
            continue
        signal.connect(_receiver(action), weak=False, dispatch_uid=f"audit_{path}")
        _connected.add(action)
    user_logged_in.connect(signed_in, dispatch_uid="audit_signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="audit_signed_out")
    user_login_failed.connect(failed, dispatch_uid="audit_failed")


def _receiver(action: str):
    def write_down(sender=None, user=None, by=None, practice=None, membership=None, role=None, **kwargs):
        user = user or (membership.user if membership else None)
        practice = practice or (membership.practice if membership else None)
        record(action, by=by or user, practice=practice, subject=user, kind="person", role=str(role) if role else None)

    return write_down


def signed_in(sender, user, **kwargs):
    if _ours("signin.entered"):
        record("signin.entered", by=user)


def signed_out(sender, user, **kwargs):
    if _ours("signin.left") and user is not None:
        record("signin.left", by=user)


def failed(sender, credentials, **kwargs):
    """Names the person only if they belong here: what a stranger typed is not kept, it may even be a password."""
    if not _ours("signin.failed"):
        return
    address = str(credentials.get("email") or credentials.get("username") or "").strip()
    person = get_user_model().objects.filter(email__iexact=address).first() if address else None
    record("signin.failed", subject=person, kind="person", title="" if person else UNKNOWN)


def _ours(action: str) -> bool:
    """Whether Django's signal is the one to write down: at the installation's door, and at a practice's unless sign-in
    tells of it by a signal of its own. A command, which works for all, signs nobody in."""
    kind = current_scope().kind
    return kind is Kind.INSTALLATION or (kind is Kind.PRACTICE and action not in _connected)
