"""Transactions that end in another order than they began: every note is heard, and heard once."""

import pytest
from django.db import connection

from cms.delivery.page_cache.finished import Finished
from cms.delivery.page_cache.follower import Follower
from cms.delivery.page_cache.memory import Memory
from sites.models import ShownChange
from sites.scoping import across_practices
from sites.showing import changed

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]
NOTE = """INSERT INTO practices_shownchange (practice_number, tag, position)
    VALUES (1, 'began first', pg_current_xact_id()::text::bigint)"""


@pytest.fixture
def slow(db):
    """A connection whose transaction stays open until it is told to end."""
    other = connection.copy()
    other.set_autocommit(False)
    with across_practices(), other.cursor() as cursor:
        cursor.execute(NOTE)
    yield other
    other.close()


def page_of(position: str) -> Finished:
    return Finished([], {}, frozenset({"began first"}), 1, "", 0, 0, position)


def test_what_ends_late_is_heard_when_it_ends(slow):
    heard = []
    follower = Follower(Memory(1000))
    follower.memory.forget = lambda practice_id, tags: heard.append((practice_id, sorted(tags)))
    follower.look()
    with across_practices():
        changed(2, "began second")
    follower.look()
    assert heard == [(2, ["began second"])]
    before = follower.position
    slow.commit()
    assert not follower.still_holds(page_of(before))
    follower.look()
    follower.look()
    assert heard == [(2, ["began second"]), (1, ["began first"])]
    assert follower.still_holds(page_of(follower.position))
    with across_practices():
        assert list(ShownChange.objects.order_by("pk").values_list("tag", flat=True)) == ["began first", "began second"]
