"""Two practices for all the attacks, and what must be true after each of them."""

from types import SimpleNamespace
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db import connection

from sites.scoping import in_practice
from tests.conftest import reader
from tests.isolation.attacks.asking import text_of
from tests.isolation.invariant import Database
from tests.isolation.two_sides import KEY_OF_B, WORD, browser, two_sides


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Both sides, planted once; each test undoes what it did."""
    with django_db_blocker.unblock(), two_sides() as world:
        world.before = Database()
        yield world


@pytest.fixture(autouse=True)
def sides(world, db):
    """B is after each attack as it was, and nothing of A's knows of it: no row, no page that readers see."""
    cache.clear()
    finish = _finisher(world.a.practice)
    with mock.patch.object(FileSystemStorage, "delete"):  # rows come back after the test, files would not
        yield SimpleNamespace(a=world.a, b=world.b, finish=finish)
        finish()
    now = Database()
    assert now.rows_of(world.b.practice) == world.before.rows_of(world.b.practice)
    assert now.crossings(world.before.places()) == []  # whoever has left may still be named
    assert now.mentions(world.a.practice, KEY_OF_B) == []
    for path in ("/", "/articles/", "/articles/an-article/", "/people/", "/services/a-service/"):
        assert (path, WORD in text_of(reader(world.a.practice).get(path))) == (path, False)
    cache.clear()


def _finisher(practice):
    """Does what waits for the end of the transaction, where the request would have done it."""
    done = len(connection.run_on_commit)

    def finish():
        nonlocal done
        with in_practice(practice):
            while done < len(connection.run_on_commit):
                done += 1
                connection.run_on_commit[done - 1][1]()

    return finish


@pytest.fixture
def a(sides):
    return sides.a


@pytest.fixture
def b(sides):
    return sides.b


@pytest.fixture
def owner(world):
    """A's owner at A's address."""
    return browser(world, world.a)


@pytest.fixture
def editor(world):
    return browser(world, world.a, "editor")


@pytest.fixture
def practitioner(world):
    return browser(world, world.a, "practitioner")


@pytest.fixture
def anybody(world):
    """A reader at A's address."""
    return reader(world.a.practice)
