"""Who may do what, when: pure predicates. Wagtail asks them through policies.py; nothing else decides."""

from .roles import Ability
from .scoping import Kind, current_scope


def _is_here(thing) -> bool:
    """Whether the thing belongs to the practice in scope."""
    return thing.practice_id is not None and thing.practice_id == current_scope().practice_id


def may_edit(user, page) -> bool:
    """Editors change every page of their practice, practitioners those they began themselves."""
    return _is_here(page) and (user.can(Ability.EDIT) or (user.can(Ability.WRITE) and page.owner_id == user.pk))


def may_publish(user, page) -> bool:
    """Only who holds the ability puts something live in the practice; being its author is not enough."""
    return _is_here(page) and user.can(Ability.PUBLISH)


def may_approve(user, page) -> bool:
    """Whoever may publish a page may approve it."""
    return may_publish(user, page)


def may_configure(user, practice) -> bool:
    """The practice's pages, menus, look and booking are its owner's."""
    return practice.pk == current_scope().practice_id and user.can(Ability.CONFIGURE)


def may_manage_people(user, practice) -> bool:
    """People and their roles are the owner's."""
    return practice.pk == current_scope().practice_id and user.can(Ability.MANAGE_PEOPLE)


def may_answer(user) -> bool:
    """Booking requests are read by owners and by whom they let. An operator's visit opens none."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.ANSWER)


def may_moderate(user) -> bool:
    """Readers' comments wait for whoever may change what others wrote."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.EDIT)


def may_reply(user, article) -> bool:
    """Moderators answer below every article, practitioners below those they began themselves."""
    return may_edit(user, article)


def may_enter(user, practice) -> bool:
    """Who has a place there comes in, and an operator during a visit. Running the installation opens nothing."""
    return user.is_active and (user.membership_in(practice) or user.visit_to(practice)) is not None


def may_read_log(user) -> bool:
    """A practice's log is its owner's, the installation's own the operators'."""
    scope = current_scope()
    if scope.kind is Kind.PRACTICE:
        return user.can(Ability.READ_LOG)
    return scope.kind is Kind.INSTALLATION and user.is_operator


def may_lose_owner(membership) -> bool:
    """A practice keeps at least one owner."""
    from .models import Membership

    others = Membership.everywhere.filter(practice=membership.practice_id, role="owner").exclude(pk=membership.pk)
    return others.filter(user__is_active=True).exists()
