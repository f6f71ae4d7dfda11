"""Each role as a readable table: what it may do, in plain words."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Ability(StrEnum):
    """What somebody may do in one practice. Every rule asks for one of these."""

    READ = "read"  # see what is in the work area
    WRITE = "write"  # write own articles and send them to the editors; use and add pictures
    EDIT = "edit"  # change what others wrote; keep topics, pictures, the question bank
    PUBLISH = "publish"  # put live, schedule, withdraw, approve, send back
    CONFIGURE = "configure"  # the practice's pages, menus, look, booking offers
    MANAGE_PEOPLE = "manage_people"  # invite people, change their roles, let them go
    ANSWER = "answer"  # read booking requests and answer them
    REVIEW = "review"  # review articles clinically, while a credential holds
    READ_LOG = "read_log"  # see who did what in the practice, and which operators visited; end their visits


# Abilities that an owner can give to single people whatever their role is, by the membership's field that says so.
GIVEN = {Ability.ANSWER: "answers_requests", Ability.REVIEW: "reviews"}


class RoleKey(models.TextChoices):
    """The roles as they are stored in a membership."""

    PRACTITIONER = "practitioner", "Practitioner"
    EDITOR = "editor", "Editor"
    OWNER = "owner", "Owner"


class GuestKey(models.TextChoices):
    """The role of whoever is here for a while. No membership stores it, and nobody can choose it for a person."""

    VISITOR = "visitor", "Visitor"


@dataclass(frozen=True)
class Role:
    """A role's abilities, and the sentence that people see when they choose it."""

    key: RoleKey | GuestKey
    abilities: frozenset[Ability]
    sentence: str

    def can(self, ability: Ability) -> bool:
        return ability in self.abilities


ROLES = {
    role.key: role
    for role in (
        Role(
            RoleKey.PRACTITIONER,
            frozenset({Ability.READ, Ability.WRITE}),
            "Writes articles and sends them to the editors. Cannot publish.",
        ),
        Role(
            RoleKey.EDITOR,
            frozenset({Ability.READ, Ability.WRITE, Ability.EDIT, Ability.PUBLISH}),
            "Reads what was submitted, sends it back or publishes it, and keeps topics and questions.",
        ),
        Role(
            RoleKey.OWNER,
            frozenset(Ability),
            "May do everything in this practice: its people, its look, its booking, its pages.",
        ),
    )
}

# An operator during a visit (sites/visits). Not in the table above, which is what owners choose from.
VISITOR = Role(
    GuestKey.VISITOR,
    frozenset({Ability.READ}),
    "Runs the installation, and reads here for a reason and for a short time. Cannot change anything.",
)


def roles_with(ability: Ability) -> list[RoleKey]:
    """The roles that bring an ability."""
    return [key for key, role in ROLES.items() if role.can(ability)]
