"""A real standby: pages are read from it while it shows all that is known, and what it lacks is never kept."""

import subprocess

import pytest
from django.db import InternalError, OperationalError, connection, connections, router

from cms.delivery import replica as delivery
from cms.delivery.page_cache import middleware
from cms.pages.models import BasePage
from sites import replica, showing
from sites.models import ShownChange
from sites.postgresql.base import DatabaseWrapper
from sites.replica import reading_pages
from sites.scoping import across_practices, in_practice

from .conftest import Process
from .standby import Standby

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has standbys"),
    pytest.mark.django_db(transaction=True),
]


class Connection(DatabaseWrapper):
    """Django lets a test connect only to the databases that were there when it began."""

    def ensure_connection(self):
        if self.connection is None:
            with self.wrap_database_errors:
                self.connect()


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
    connections["replica"] = Connection(told, "replica")
    monkeypatch.setitem(settings.DATABASES, "replica", told)
    monkeypatch.setitem(router.__dict__, "routers", [replica.Router()])
    monkeypatch.setattr(replica, "_left_alone_until", 0.0)
    monkeypatch.setattr(replica, "_is_said", False)
    replica.known.changed_here()
    yield standby
    connections["replica"].close()
    del connections["replica"]


def learn():
    replica.known.learn(replica.known.turn())


def read_from() -> str:
    with reading_pages() as reading:
        list(BasePage.objects.all()[:1])
    return reading.database


def test_only_what_shows_all_that_is_known_is_read(alder, pair):
    with in_practice(alder.practice):
        assert read_from() == "default"  # nobody knows yet what it must show
        learn()
        pair.catch_up()
        assert read_from() == "replica"
        assert next(iter(BasePage.objects.all()[:1]))._state.db == "default"  # outside a reader's page
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


@pytest.fixture
def process(alder, pair, settings, monkeypatch):
    """A server process that hears of changes as those of another machine do, and what each of its pages was read from.

    Its pages lie in its memory alone.
    """
    settings.PAGE_CACHE = True
    nowhere = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {**settings.CACHES, "pages": nowhere}
    monkeypatch.setattr(middleware, "page_cache", middleware.page_cache)
    monkeypatch.setattr(showing, "_listeners", [])
    made = Process()
    showing._listeners.clear()
    made.read_from = []
    monkeypatch.setattr(delivery, "count", lambda name, database: made.read_from.append(database))
    return made


def asked_now(process, practice):
    """Ask for the front page without a look before it: whoever else writes moves the point to be reached each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "look", lambda: None)
        process.cache.memory.clear()
        return process.ask(practice, "/")


def made_anew(process, pair, practice) -> bytes:
    """The front page, read from the standby, which has caught up."""
    process.look()
    pair.catch_up()
    status, _, body = asked_now(process, practice)
    assert (status, process.read_from[-1]) == (200, "replica")
    assert process.knows(practice, "/")
    return body


def test_a_finished_page_never_misses_a_change(alder, pair, process):
    name = b"A name that the standby lacks"
    assert name not in made_anew(process, pair, alder.practice)
    pair.as_superuser("SELECT pg_wal_replay_pause()")
    try:
        with in_practice(alder.practice):
            page = alder.practice.site.root_page.specific
            page.title = page.seo_title = name.decode()
            page.save_revision().publish()
        # Dropped from memory because it was heard of, and made from what has it.
        assert name in process.ask(alder.practice, "/")[2]
        assert process.read_from[-1] == "default"
        assert process.knows(alder.practice, "/")
        assert name in asked_now(process, alder.practice)[2]
        assert process.read_from[-1] == "default"
    finally:
        pair.as_superuser("SELECT pg_wal_replay_resume()")
    assert name in made_anew(process, pair, alder.practice)


def test_what_a_standby_ends_is_made_from_the_primary(alder, pair, process, caplog):
    made_anew(process, pair, alder.practice)
    process.look()
    pair.catch_up()
    ended = []

    def end(execute, sql, params, many, context):
        ended.append(sql)
        if len(ended) == 3:  # in the middle of the page
            pair.stop()
        return execute(sql, params, many, context)

    try:
        with connections["replica"].execute_wrapper(end):
            status, _, body = asked_now(process, alder.practice)
        assert (status, process.read_from[-1], len(ended) >= 3) == (200, "default", True)
        assert b"</html>" in body
    finally:
        pair.start()
    assert len([one for one in caplog.records if "left alone" in one.message]) == 1


def test_the_wall_stands_on_the_replica(alder, birch, pair):
    with across_practices():
        learn()
        pair.catch_up()
        foreign = birch.practice.site.root_page_id
    bare = "SELECT count(*) FROM pages_basepage WHERE id = %s"
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
        page = BasePage.objects.get(pk=alder.practice.site.root_page_id)
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
        replica._left_alone_until = 0.0  # tried again, some seconds later
        assert read_from() == "default"
        assert len([one for one in caplog.records if "left alone" in one.message]) == 1
        pair.start()
        replica._left_alone_until = 0.0
        connections["replica"].close()
        pair.catch_up()
        assert read_from() == "replica"
