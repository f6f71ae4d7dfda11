"""What each wall refuses on its own, while all the others are taken away."""

from unittest import mock

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage

from .blows import blows, held
from .invariant import Database
from .one_wall import WALLS, only
from .two_sides import two_sides


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), two_sides() as world:
        world.before = Database()
        yield world


def holding(world, *walls) -> list[str]:
    """The attacks that come to nothing while only these walls stand."""
    cache.clear()
    with only(*walls), mock.patch.object(FileSystemStorage, "delete"):
        return [name for name in blows(world.a, world.b) if held(world, name)]


def test_all_together_refuse_every_one(world, db):
    assert holding(world, *WALLS) == list(blows(world.a, world.b))


def test_the_host_alone(world, db):
    print(holding(world))
    assert 0


@pytest.mark.parametrize("wall", WALLS)
def test_alone(wall, world, db):
    print(holding(world, wall))
    assert 0
