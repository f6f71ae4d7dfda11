"""Inviting people, changing their roles, letting them go. Every write names its actor and ends whole."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import EmailValidator
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from . import rules
from .audit.recording import record
from .guard import OfAnotherPractice
from .models import Invitation, Membership, Practice, User
from .models.invitation import until_when
from .models.practice import installation_address
from .roles import RoleKey
from .scoping import current_practice, in_practice
from .signin import signals
from .signin.sessions import end_at
from .signin.tickets import digest, new_secret

logger = logging.getLogger(__name__)


@transaction.atomic
def invite(
    practice: Practice, email: str, role: str, *, name: str = "", by: User | None = None, again: bool = False
) -> Invitation | None:
    """Invite an address into the practice, and send the letter once the invitation is stored.

    Nothing is looked up about the address anywhere but here: who has an account elsewhere and who has none are
    invited alike. None when its person has a place here already. An invitation that waits already is left as it is;
    with ``again`` it takes the new name and role, and a new letter makes the former one void. One whose letter could
    not be sent is sent in any case. Raises ValidationError when the address is none.
    """
    EmailValidator(f"“{email}” is no e-mail address.")(email)
    email = email.strip().lower()
    if Membership.everywhere.filter(practice=practice, user__email__iexact=email).exists():
        return None
    waiting = Invitation.everywhere.waiting().select_for_update().filter(practice=practice, email=email).first()
    if waiting is not None and waiting.sent_at is not None and not again:
        return waiting
    invitation = waiting or Invitation(practice=practice, email=email)
    if waiting is None or again:
        invitation.name, invitation.role = name, role
    return send_again(invitation, by=by)


@transaction.atomic
def send_again(invitation: Invitation, *, by: User | None = None) -> Invitation:
    """Send the letter, with a new link that is good from now on. The former letter's link opens nothing any more."""
    token = new_secret()
    invitation.token_hash = digest(token)
    invitation.invited_by, invitation.expires_at, invitation.sent_at = by, until_when(), None
    invitation.save()
    transaction.on_commit(lambda: _send_and_note(invitation, token, by))
    return invitation


def _send_and_note(invitation: Invitation, token: str, by: User | None):
    """What is stored stands, whatever happens to the letter; ``sent_at`` says whether it has gone."""
    try:
        _send(invitation, token, by)
    except OSError:  # SMTP errors are OSErrors
        logger.exception("The invitation of %s could not be sent; inviting again sends it", invitation.email)
        return
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])
    signals.invitation_sent.send(sender=Invitation, invitation=invitation, by=by)


def _send(invitation: Invitation, token: str, by: User | None):
    context = {
        "invitation": invitation,
        "practice": invitation.practice,
        "by": by,
        "link": installation_address(reverse("invitation", args=(token,))),
        "days": settings.INVITATION_DAYS,
    }
    text = render_to_string("emails/invitation.txt", context)
    send_mail(f"Your place at {invitation.practice.name}", text, None, [invitation.email])


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User):
    """Make the letter's link void. One that was accepted already is left as it is."""
    waiting = Invitation.everywhere.waiting().filter(pk=invitation.pk)
    if waiting.update(withdrawn_at=timezone.now()):
        with _where_it_is(invitation):
            log(instance=invitation, action="wagtail.delete", user=by, title=str(invitation))
        signals.invitation_withdrawn.send(sender=Invitation, invitation=invitation, by=by)


@transaction.atomic
def accept(invitation: Invitation, user: User, *, request=None) -> Membership:
    """Give the invited person their place. Raises Http404 when somebody was quicker, or it is no longer good."""
    if not Invitation.everywhere.good().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        raise Http404
    place, _ = Membership.everywhere.get_or_create(
        practice=invitation.practice, user=user, defaults={"role": invitation.role}
    )
    signals.invitation_accepted.send(sender=Invitation, invitation=invitation, user=user, request=request)
    return place


@transaction.atomic
def accept_as_somebody_new(invitation: Invitation, *, name: str, password: str, request=None) -> User:
    """Make the account that the invitation's letter has proved the address of, with its place."""
    first, _, last = name.strip().partition(" ")
    user = User.everyone.create_user(invitation.email, password, first_name=first, last_name=last)
    accept(invitation, user, request=request)
    return user


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: User):
    """Change what a person may do. Raises ValidationError when the practice would lose its last owner."""
    was = Membership.everywhere.get(pk=membership.pk).role
    if was == RoleKey.OWNER and role != RoleKey.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    with _where_it_is(membership):
        membership.save(update_fields=["role"])
        log(instance=membership, action="wagtail.edit", user=by, title=str(membership))
    signals.role_changed.send(sender=Membership, membership=membership, was=was, by=by)


@transaction.atomic
def let_answer(membership: Membership, answers: bool, *, by: User):
    """Let somebody read booking requests and answer them, or no longer. Owners may in any case."""
    membership.answers_requests = answers
    with _where_it_is(membership):
        membership.save(update_fields=["answers_requests"])
        record("people.answers", by=by, subject=membership, now="yes" if answers else "no")


@transaction.atomic
def let_go(membership: Membership, *, by: User):
    """End a membership; the account and what the person wrote remain. Raises ValidationError for the last owner."""
    if membership.role == RoleKey.OWNER:
        _keep_an_owner(membership)
    with _where_it_is(membership):
        log(instance=membership, action="wagtail.delete", user=by, title=str(membership))
        _end(membership)


@transaction.atomic
def resign(membership: Membership):
    """Leave a practice by oneself. Raises ValidationError for the last owner."""
    let_go(membership, by=membership.user)
    signals.resigned.send(sender=Membership, user=membership.user, practice=membership.practice, role=membership.role)


def _where_it_is(place: Membership | Invitation):
    """The scope of the practice that it is a place in. Work in another practice never goes there."""
    if current_practice() not in (None, place.practice):
        raise OfAnotherPractice
    return in_practice(place.practice)


def _end(membership: Membership):
    """The membership and every session that rests on it."""
    end_at(membership.practice, membership.user)
    membership.delete()


def _keep_an_owner(membership: Membership):
    if not rules.may_lose_owner(membership):
        raise ValidationError("A practice needs an owner. Make somebody else an owner first, then come back to this.")
