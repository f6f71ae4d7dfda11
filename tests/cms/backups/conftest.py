"""Two practices in a database and a storage of the test's own, and an empty place to restore a backup into."""

from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from wagtail.models import Site

from cms.backups.snapshots import names_before
from cms.booking_requests.models import BookingRequest
from sites.provisioning import open_practice
from sites.row_security import tables
from sites.scoping import in_practice
from tests.building import make_article, make_picture
from tests.cms.booking_requests.conftest import CONTACT, NAME
from tests.cms.comments.conftest import article_at, written
from tests.own_database import made, own_database, swapped_to  # noqa: F401  (a fixture)


@pytest.fixture
def small(own_database, tmp_path, settings):  # noqa: F811
    """A practice with a picture and a request, and nobody in it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    practice = open_practice(slug="alder", name="Alder Practice", phone="+441632960001", email="hello@alder.example")
    with in_practice(practice):
        request = BookingRequest(token="a", practice=practice, purge_on=date.max)
        request.put({"name": NAME}, CONTACT)
        request.save()
        picture = make_picture("Leaves")
    return SimpleNamespace(practice=practice, picture=picture)


@pytest.fixture
def installation(small):
    """A has an article with a comment besides; B an article with a picture."""
    alder = small.practice
    birch = open_practice(slug="birch", name="Birch Rooms", phone="+441632960002", email="hello@birch.example")
    commented = article_at(alder)
    with in_practice(alder):
        written(commented)
    with in_practice(birch):
        make_article("Aspen leaves", listing_image=make_picture("Leaves"))
    return SimpleNamespace(alder=alder, birch=birch, commented=commented)


@contextmanager
def an_empty_place(folder, settings):
    """An empty database and an empty storage: where a backup is restored."""
    forget()
    settings.MEDIA_ROOT = folder / "restored-media"
    if connection.vendor == "sqlite":
        (folder / "restored").mkdir(parents=True)
        with swapped_to(folder / "restored" / "db.sqlite3"):
            yield
    else:
        with made(f"restored_{connection.settings_dict['NAME']}"[:60]) as name, swapped_to(name):
            yield
    forget()


def forget():
    """What a process keeps in memory of the database it has known."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    for cache in caches.all():
        cache.clear() if type(cache).__name__ == "LocMemCache" else None


def every_row(source) -> dict[str, list[str]]:
    """Each table of a model with all its rows as they are stored, in order; ``source`` has ``rows(sql)``."""
    found = {}
    for table, model in tables().items():
        columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
        found[table] = sorted(map(repr, source.rows(f'SELECT {columns} FROM "{table}"')))  # noqa: S608  (our own)
    return found


def every_row_now(folder) -> dict[str, list[str]]:
    source = names_before(folder)
    try:
        return every_row(source)
    finally:
        source.close()
