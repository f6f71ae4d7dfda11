"""Inviting people, changing their roles, letting them go. Every write names its actor and ends whole."""

import logging

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import EmailValidator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.log_actions import log

from . import rules
from .models import Membership, Practice, User
from .roles import RoleKey
from .scoping import in_practice

logger = logging.getLogger(__name__)


@transaction.atomic
def invite(
    practice: Practice, email: str, role: str, *, name: str = "", by: User | None = None, again: bool = False
) -> Membership:
    """Give a person a place in the practice and send the invitation once it is stored.

    Somebody who has an account already keeps it; somebody new gets a link to choose a password, which is good for
    ``PASSWORD_RESET_TIMEOUT`` seconds. Inviting a person who is here already changes nothing; only whoever has not
    come in yet, because a letter could not be sent or its link has run out, gets the letter again where ``again``.
    Raises ValidationError when the address is none.
    """
    EmailValidator(f"“{email}” is no e-mail address.")(email)
    user = User.everyone.with_email(email)
    if user is None:
        first, _, last = name.strip().partition(" ")
        user = User.everyone.create_user(email, first_name=first, last_name=last)
    membership, _ = Membership.everywhere.get_or_create(practice=practice, user=user, defaults={"role": role})
    if membership.invited_at is None or (again and not user.has_usable_password()):
        transaction.on_commit(lambda: _send_and_note(membership, by))
    return membership


def _send_and_note(membership: Membership, by: User | None):
    """What is stored stands, whatever happens to the letter; ``invited_at`` says whether it has gone."""
    try:
        send_invitation(membership, by=by)
    except OSError:  # SMTP errors are OSErrors
        logger.exception("The invitation of %s could not be sent; inviting again sends it", membership.user.email)
        return
    membership.invited_at = timezone.now()
    membership.save(update_fields=["invited_at"])


def send_invitation(membership: Membership, *, by: User | None = None):
    """The letter that says where to sign in, with a link to choose a password where there is none yet."""
    user, practice = membership.user, membership.practice
    welcome_url = "" if user.has_usable_password() else _choose_password_url(user, practice)
    context = {
        "membership": membership,
        "practice": practice,
        "user": user,
        "by": by,
        "welcome_url": welcome_url,
        "admin_url": practice.admin_url,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    send_mail(
        f"Your place at {practice.name}",
        render_to_string("emails/invitation.txt", context),
        None,
        [user.email],
    )


def _choose_password_url(user: User, practice: Practice) -> str:
    token = default_token_generator.make_token(user)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("wagtailadmin_password_reset_confirm", args=(uid, token))
    return practice.admin_url.removesuffix("/admin/") + path


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: User):
    """Change what a person may do. Raises ValidationError when the practice would lose its last owner."""
    if membership.role == RoleKey.OWNER and role != RoleKey.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    with in_practice(membership.practice):
        membership.save(update_fields=["role"])
        log(instance=membership, action="wagtail.edit", user=by, title=str(membership))


@transaction.atomic
def let_go(membership: Membership, *, by: User):
    """End a membership; the account and what the person wrote remain. Raises ValidationError for the last owner."""
    if membership.role == RoleKey.OWNER:
        _keep_an_owner(membership)
    with in_practice(membership.practice):
        log(instance=membership, action="wagtail.delete", user=by, title=str(membership))
        membership.delete()


def _keep_an_owner(membership: Membership):
    if not rules.may_lose_owner(membership):
        raise ValidationError("A practice needs an owner. Make somebody else an owner first, then come back to this.")
