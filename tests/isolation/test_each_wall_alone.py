"""What each wall refuses on its own, while all the others are taken away."""

from contextlib import contextmanager
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage

from cms.site_pages.policies import PracticeSettingPolicy

from .blows import blows, held
from .invariant import Database
from .two_sides import two_sides
from .walls import WALLS


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


def holding(world, *walls) -> list[str]:
    """The attacks that come to nothing while only these walls stand."""
    cache.clear()
    with only(*walls), mock.patch.object(FileSystemStorage, "delete"):
        return [name for name in blows(world.a, world.b) if held(world, name)]


def test_all_together_refuse_every_one(world, db):
    assert holding(world, *PARTS) == list(blows(world.a, world.b))


def test_the_host_alone(world, db):
    print(holding(world))
    assert 0


@pytest.mark.parametrize("wall", PARTS)
def test_alone(wall, world, db):
    print(holding(world, wall))
    assert 0
