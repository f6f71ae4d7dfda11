"""Each role as a readable table: what it may do, in plain words."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Ability(StrEnum):
    """What somebody may do in one practice. Every rule asks for one of these."""

    WRITE = "write"  # write own articles and send them to the editors; use and add pictures
    EDIT = "edit"  # change what others wrote; keep topics, pictures, the question bank
    PUBLISH = "publish"  # put live, schedule, withdraw, approve, send back
    CONFIGURE = "configure"  # the practice's pages, menus, look, booking offers
    MANAGE_PEOPLE = "manage_people"  # invite people, change their roles, let them go


class RoleKey(models.TextChoices):
    """The roles as they are stored in a membership."""

    PRACTITIONER = "practitioner", "Practitioner"
    EDITOR = "editor", "Editor"
    OWNER = "owner", "Owner"


@dataclass(frozen=True)
class Role:
    """A role's abilities, and the sentence that people see when they choose it."""

    key: RoleKey
    abilities: frozenset[Ability]
    sentence: str

    def can(self, ability: Ability) -> bool:
        return ability in self.abilities


ROLES = {
    role.key: role
    for role in (
        Role(
            RoleKey.PRACTITIONER,
            frozenset({Ability.WRITE}),
            "Writes articles and sends them to the editors. Cannot publish.",
        ),
        Role(
            RoleKey.EDITOR,
            frozenset({Ability.WRITE, Ability.EDIT, Ability.PUBLISH}),
            "Reads what was submitted, sends it back or publishes it, and keeps topics and questions.",
        ),
        Role(
            RoleKey.OWNER,
            frozenset(Ability),
            "May do everything in this practice: its people, its look, its booking, its pages.",
        ),
    )
}
