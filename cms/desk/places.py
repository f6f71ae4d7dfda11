"""Whose things a desk shows: the practices in which the person who asks has a place, and what they may do there."""

from contextlib import nullcontext
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from sites.models import Membership, Practice
from sites.roles import Ability
from sites.scoping import Kind, across_practices, current_scope

MOST_PLACES = 500  # of one person; that there are more is said on the desk


@dataclass(frozen=True)
class Places:
    """The person's memberships by practice. Every query of the desk is narrowed by these, and by nothing else."""

    user: object
    memberships: list[Membership]
    # Practices left out because they ask for a second factor and this sign-in has used none.
    held_back: list[Practice] = field(default_factory=list)
    is_cut: bool = False  # there are more places than are looked at

    @cached_property
    def practices(self) -> dict[int, Practice]:
        return {one.practice_id: one.practice for one in self.memberships}

    def where(self, ability: Ability) -> list[int]:
        """Ids of the practices in which the person has the ability."""
        return [one.practice_id for one in self.memberships if one.can(ability)]

    def in_sight(self):
        """The scope to look these places up in: at a practice's host that practice, else what they narrow themselves.

        Looked up whole and drawn outside: what a page has around it is the installation's.
        """
        return nullcontext() if current_scope().kind is Kind.PRACTICE else across_practices()

    @property
    def most(self) -> int:
        return MOST_PLACES

    @property
    def everywhere(self) -> list[int]:
        """Ids of all the practices."""
        return list(self.practices)


def places_of(request) -> Places:
    """The person's places: at a practice's host that one, at the installation's all of them. One query."""
    scope, user = current_scope(), request.user
    if scope.kind is Kind.PRACTICE:
        here = user.membership_in(scope.practice)
        if here is None:  # an operator's visit: nothing waits for them
            return Places(user, [])
        here.practice = scope.practice
        return Places(user, [here])
    return places_everywhere(user, used_second_factor=bool(request.sign_in and request.sign_in.used_second_factor))


def places_everywhere(user, *, used_second_factor: bool) -> Places:
    """All the person's places in open practices, as far as this way in is good enough for each."""
    members = Membership.everywhere.filter(user=user, user__is_active=True, practice__state=Practice.State.OPEN)
    found = list(members.select_related("practice").order_by("practice__name", "pk")[: MOST_PLACES + 1])
    open_ones = [one for one in found[:MOST_PLACES] if used_second_factor or not one.practice.second_factor_required]
    held_back = [one.practice for one in found[:MOST_PLACES] if one not in open_ones]
    return Places(user, open_ones, held_back, is_cut=len(found) > MOST_PLACES)
