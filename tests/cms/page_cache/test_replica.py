"""A real standby: pages are read from it while it shows all that is known, and what it lacks is never kept."""

import subprocess

import pytest
from django.db import InternalError, OperationalError, connection, connections, router
from wagtail.models import Page

from cms.delivery.page_cache import middleware
from sites import replica, showing
from sites.models import ShownChange
from sites.replica import reading_pages
from sites.scoping import across_practices, in_practice

from .conftest import Process
from .standby import Standby

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has standbys"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def standby(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        made = Standby(connection.settings_dict)
        try:
            made.create()
        except (subprocess.CalledProcessError, OSError):
            made.throw_away()
            pytest.skip("This server lets nobody in as postgres, so no standby of it can be made.")
    yield made
    made.throw_away()


@pytest.fixture
def pair(db, standby, settings, monkeypatch):
    """The two aliases and the router, as ``REPLICA_URL`` sets them up."""
    reads_only = {**connection.settings_dict["OPTIONS"], "options": "-c default_transaction_read_only=on"}
    told = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": standby.port, "OPTIONS": reads_only}
    # Not in connections.settings: Django would refuse a second database to a test that names one.
    connections["replica"] = type(connections["default"])(told, "replica")
    monkeypatch.setitem(settings.DATABASES, "replica", told)
    monkeypatch.setitem(router.__dict__, "routers", [replica.Router()])
    monkeypatch.setattr(replica, "known", replica.known)
    monkeypatch.setattr(replica, "_left_alone_until", 0.0)
    replica.known.changed_here()
    yield standby
    connections["replica"].close()
    del connections["replica"]


def learn():
    replica.known.learn(replica.known.turn())


def read_from() -> str:
    with reading_pages() as reading:
        list(Page.objects.all()[:1])
    return reading.database


def test_only_what_shows_all_that_is_known_is_read(alder, pair):
    with in_practice(alder.practice):
        assert read_from() == "default"  # nobody knows yet what it must show
        learn()
        pair.catch_up()
        assert read_from() == "replica"
        assert next(iter(Page.objects.all()[:1]))._state.db == "default"  # outside a reader's page
        pair.as_superuser("SELECT pg_wal_replay_pause()")
        try:
            ShownChange.objects.create(practice_number=alder.practice.pk, tag="page:1", position=0)
            learn()
            assert read_from() == "default"
        finally:
            pair.as_superuser("SELECT pg_wal_replay_resume()")
        pair.catch_up()
        assert read_from() == "replica"
        replica.known.changed_here()
        assert read_from() == "default"


def test_a_finished_page_never_misses_a_change(alder, pair, settings, monkeypatch, tmp_path):
    settings.PAGE_CACHE = True
    pages = {**settings.CACHES["pages"], "LOCATION": str(tmp_path)}
    settings.CACHES = {**settings.CACHES, "pages": pages}
    monkeypatch.setattr(showing, "_listeners", [])
    monkeypatch.setattr(middleware, "page_cache", middleware.page_cache)
    process = Process()
    home = alder.practice.site.root_page
    with in_practice(alder.practice):
        learn()
        pair.catch_up()
    assert process.ask(alder.practice, "/")[0] == 200
    pair.as_superuser("SELECT pg_wal_replay_pause()")
    try:
        with in_practice(alder.practice):
            page = home.specific
            page.title = page.seo_title = "A name that the standby lacks"
            page.save_revision().publish()
        assert b"A name that the standby lacks" in process.ask(alder.practice, "/")[2]
        assert process.knows(alder.practice, "/")
    finally:
        pair.as_superuser("SELECT pg_wal_replay_resume()")
    process.cache.memory.clear()
    pair.catch_up()
    assert b"A name that the standby lacks" in process.ask(alder.practice, "/")[2]


def test_the_wall_stands_on_the_replica(alder, birch, pair):
    with across_practices():
        learn()
        pair.catch_up()
        foreign = birch.practice.site.root_page_id
    bare = "SELECT count(*) FROM wagtailcore_page WHERE id = %s"
    seen = []
    for practice in (birch.practice, alder.practice):
        with in_practice(practice), connections["replica"].cursor() as cursor:
            cursor.execute(bare, [foreign])
            seen.append(cursor.fetchone()[0])
    with connections["replica"].cursor() as cursor:  # nobody said whose the work is
        cursor.execute(bare, [foreign])
        seen.append(cursor.fetchone()[0])
    assert seen == [1, 0, 0]


def test_what_is_written_goes_to_the_primary(alder, pair):
    with in_practice(alder.practice), reading_pages() as reading:
        learn()
        pair.catch_up()
        page = Page.objects.get(pk=alder.practice.site.root_page_id)
        assert page._state.db == "replica"
        page.save()
        assert (page._state.db, reading.database) == ("default", "default")
    with across_practices(), pytest.raises((InternalError, OperationalError), match="read-only"):
        ShownChange.objects.using("replica").create(practice_number=1, tag="x", position=0)


def test_pages_come_while_the_replica_is_away(alder, pair, caplog):
    with in_practice(alder.practice):
        learn()
        pair.catch_up()
        pair.stop()
        assert [read_from(), read_from()] == ["default", "default"]
        assert len([one for one in caplog.records if "left alone" in one.message]) == 1
        pair.start()
        replica._left_alone_until = 0.0
        connections["replica"].close()
        pair.catch_up()
        assert read_from() == "replica"
