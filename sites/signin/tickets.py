"""Tickets: a sign-in is handed over to a practice's address once, within seconds, in the browser that asked."""

import datetime
import hashlib
import secrets

from django.utils import timezone

from ..models import Practice, User
from ..scoping import current_practice
from .models import SignIn, Ticket
from .sessions import oldest

GOOD_FOR = datetime.timedelta(seconds=30)
SECRET_BYTES = 32


def new_secret() -> str:
    """256 bits nobody can guess, in letters that fit into addresses and cookies."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """What is stored and sent instead of a secret: its SHA-256, in 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(sign_in: SignIn, practice: Practice, *, state: str, next_path: str) -> str:
    """The secret of a new ticket. ``state`` is the digest of what only the asking browser's cookie holds."""
    now, secret = timezone.now(), new_secret()
    Ticket.everywhere.filter(sign_in=sign_in, expires_at__lt=now).delete()
    Ticket.everywhere.create(
        secret_hash=digest(secret),
        state_hash=state,
        sign_in=sign_in,
        practice=practice,
        next_path=next_path,
        expires_at=now + GOOD_FOR,
    )
    return secret


def redeem(secret: str, cookie: str) -> Ticket | None:
    """The ticket, if it leads to the practice in scope, has not run out or been used, and is this browser's.

    Of two that come with the same ticket at once, one gets it. Whether its person still has a place here, and the
    second factor that the practice asks for, is looked up afresh.
    """
    now = timezone.now()
    fitting = Ticket.objects.filter(secret_hash=digest(secret), state_hash=digest(cookie))
    if fitting.filter(expires_at__gt=now, used_at=None).update(used_at=now) != 1:
        return None
    ticket = fitting.select_related("sign_in__user").get()
    return ticket if _may_enter(ticket.sign_in) else None


def _may_enter(sign_in: SignIn) -> bool:
    if current_practice().second_factor_required and not sign_in.used_second_factor:
        return False
    is_here = User.objects.filter(pk=sign_in.user_id, is_active=True).exists()
    return is_here and sign_in.created_at > oldest()
