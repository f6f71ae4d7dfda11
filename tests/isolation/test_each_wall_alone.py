"""What each wall refuses on its own, while all the others are taken away."""

from contextlib import contextmanager
from unittest import mock

import pytest
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage
from django.db import connection

from cms.site_pages.policies import PracticeSettingPolicy

from .blows import blows, holds
from .invariant import Database
from .two_sides import two_sides
from .walls import WALLS

pytestmark = pytest.mark.skipif(
    connection.vendor == "postgresql", reason="row security would hold with all of these gone: test_row_security.py"
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), two_sides() as world:
        world.before = Database()
        yield world


# A wall may be made of several parts; each part is taken away by itself.
def without_words_for_lost_links(patch):
    """Forms take every link (sites/own_references.py)."""
    patch.setattr("sites.own_references.missing", lambda references, owner: [])


def without_the_look(patch):
    """Whoever has signed in may change every practice's look."""
    patch.setattr(PracticeSettingPolicy, "user_has_any_permission_for_instance", lambda *args: True)


PARTS = {
    "managers": [WALLS["scoped managers"]],
    "policies": [WALLS["policies"], without_the_look],
    "guard": [WALLS["write guard"], WALLS["claims"], without_words_for_lost_links],
    "doors": [WALLS["reviewed doors"]],
}


@contextmanager
def only(*standing: str):
    """Take away all walls but these. The host always stands: it says to the others whose the request is."""
    with pytest.MonkeyPatch.context() as patch:
        for name, parts in PARTS.items():
            for take_away in parts if name not in standing else ():
                take_away(patch)
        yield


# Held whatever else stands: the host decides whose files, sessions and addresses these are.
BY_THE_HOST = [
    "change a role at B",
    "let B's person go",
    "look in with B's session",
    "read B's article at A's address",
    "fetch B's picture at A's address",
    "fetch B's document at A's address",
]
# Besides those: what each wall holds while the others are gone.
ALONE = {
    "managers": [
        "read the list of B's pages",
        "open B's draft",
        "look at B's draft",
        "change B's draft",
        "delete B's page",
        "choose B's page",
        "browse B's pages in the chooser",
        "write below B",
        "move a page below B",
        "copy a page below B",
        "approve B's article",
        "show B's picture at the top",
        "take an answer of B's bank",
        "link to B's page",  # the article check finds no such page
        "name a topic of B",
        "put B's page into the menu",
        "lead an old address to B's page",
        "list B's bank",
        "open B's bank",
        "change B's bank",
        "delete from B's bank",
        "choose from B's bank",
        "open B's picture",
        "choose B's picture",
        "delete B's picture",
        "list B's people",
        "list all accounts",
        "list all tags",
        "list all pictures for programs",
        "read B's offer at A's address",
    ],
    "policies": [
        "read the list of B's pages",
        "open B's draft",
        "look at B's draft",
        "change B's draft",
        "delete B's page",
        "write below B",
        "move a page below B",
        "copy a page below B",
        "approve B's article",
        "delete from B's bank",
        "list B's pictures",
        "open B's picture",
        "choose B's picture",
        "delete B's picture",
        "change B's look",
        "list all accounts",
        "make a group",
        "publish as a practitioner",
        "invite as a practitioner",
    ],
    "guard": [
        "open B's draft",
        "change B's draft",
        "delete B's page",
        "write below B",
        "move a page below B",
        "copy a page below B",
        "approve B's article",
        "show B's picture at the top",
        "take an answer of B's bank",
        "link to B's page",
        "name a topic of B",
        "put B's page into the menu",
        "lead an old address to B's page",
        "open B's bank",
        "change B's bank",
        "delete from B's bank",
        "list B's pictures",
        # A picture that was never shown in this size would be made in it first, and that is refused.
        "open B's picture",
        "choose B's picture",
        "delete B's picture",
        "change B's look",
        "list all pictures for programs",
    ],
    "doors": [
        "read the list of B's pages",
        "open B's draft",
        "look at B's draft",
        "change B's draft",
        "delete B's page",
        "browse B's pages in the chooser",
        "write below B",
        "move a page below B",
        "approve B's article",
        "open B's bank",
        "change B's bank",
        "choose from B's bank",
        "open B's picture",
        "choose B's picture",
        "delete B's picture",
        "change B's look",
        "list all accounts",
        "list all workflows",
        "list all pictures for programs",
        "make a group",
    ],
}


def holding(world, *walls) -> list[str]:
    """The attacks that come to nothing while only these walls stand."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    with only(*walls), mock.patch.object(FileSystemStorage, "delete"):
        return [name for name in blows(world.a, world.b) if holds(world, name)]


def test_all_together_hold_every_one(world, db):
    assert holding(world, *PARTS) == list(blows(world.a, world.b))


def test_the_host_alone(world, db):
    """With all the other walls gone nearly every attack comes through: they are real."""
    assert holding(world) == BY_THE_HOST


@pytest.mark.parametrize("wall", PARTS)
def test_alone(wall, world, db):
    assert [name for name in holding(world, wall) if name not in BY_THE_HOST] == ALONE[wall]


def test_nearly_every_attack_meets_two_walls(world):
    """Where there is one only, that one is named here."""
    walls = {name: [wall for wall, held in ALONE.items() if name in held] for name in blows(world.a, world.b)}
    assert {name: held[0] for name, held in walls.items() if len(held) == 1} == {
        "choose B's page": "managers",
        "link to B's page": "guard",
        "list B's bank": "managers",
        "list B's people": "managers",
        "list all workflows": "doors",
        "list all tags": "managers",
        "publish as a practitioner": "policies",
        "invite as a practitioner": "policies",
        "read B's offer at A's address": "managers",
    }
    assert [name for name, held in walls.items() if not held and name not in BY_THE_HOST] == []
