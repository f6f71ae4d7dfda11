"""Who crawls: every role of A, those who have no place there, and operators."""

from django.test import Client

from sites.models import Membership
from sites.roles import RoleKey
from sites.scoping import at_installation
from tests.conftest import reader, signed_in
from tests.sites.practices import operators_browser

from .marks import FACT
from .visitor import Visitor
from .world import read_all


def _of_a(role):
    return lambda world, operator: Visitor(role, signed_in(getattr(world.a.people, role), world.a.practice), world)


def nobody(world, operator):
    """A reader who has not signed in, at the address where A's people work."""
    return Visitor("anonymous", Client(headers={"host": world.a.practice.installation_host}), world)


def stranger(world, operator):
    """B's owner, whose session is replayed at A."""
    there = signed_in(world.b.people.owner, world.b.practice)
    here = Client(headers={"host": world.a.practice.installation_host})
    here.cookies.update(there.cookies)
    return Visitor("B's owner at A", here, world)


def operator_at_a(world, operator):
    """Being an operator opens no practice's address."""
    there = operators_browser(operator)
    here = reader(world.a.practice)
    here.cookies.update(there.cookies)
    return Visitor("operator at A", here, world)


# The secret address of a calendar is itself the permission (docs/decisions/0026), and it is asked at the installation's
# host only. The crawl knows B's from the plants. Elsewhere the same address must be as good as missing.
BY_ADDRESS = {"calendar_feed": "desk_calendarfeed"}


def operator_at_home(world, operator):
    """An operator manages practices, and reads nothing that their people wrote."""
    return Visitor(
        "operator", operators_browser(operator), world, allowed=(FACT, "keys"), scope=at_installation,
        may_manage=("practices:", "practice_bare_log", "visit_begin"), by_address=BY_ADDRESS,
    )  # fmt: skip


def in_both(world, operator):
    """Owner of A and editor of B: at A's address there is A only, but for the name of the other practice."""
    person = world.a.people.owner
    Membership.everywhere.create(practice=world.b.practice, user=person, role=RoleKey.EDITOR)
    world.rows = read_all()
    return Visitor("in both", signed_in(person, world.a.practice), world, allowed=(FACT,))


PEOPLE = {
    "owner": _of_a("owner"),
    "editor": _of_a("editor"),
    "practitioner": _of_a("practitioner"),
    "anonymous": nobody,
    "stranger": stranger,
    "operator_at_a": operator_at_a,
    "operator": operator_at_home,
    "in_both": in_both,
}
