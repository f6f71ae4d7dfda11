"""Who crawls: every role of A, and those who have no place there."""

from django.test import Client

from tests.conftest import reader, signed_in
from tests.sites.practices import operators_browser

from .marks import FACT
from .visitor import Visitor


def owner(world, operator):
    return Visitor("owner", signed_in(world.a.people.owner, world.a.practice), world)


PEOPLE = {"owner": owner}
