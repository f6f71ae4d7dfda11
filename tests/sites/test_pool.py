"""Connections to PostgreSQL are kept for the next request: what was told for the last one is never in force."""

import time

import pytest
from django.db import connection
from django.test import Client

from cms.delivery import health
from sites.scoping import across_practices, in_practice

TOLD = "SELECT pg_backend_pid(), current_setting('anteroom.scope', true), current_setting('anteroom.practice', true)"


def through_a_pool(seconds: float, **elsewhere):
    """A way to the database through a pool that has one connection, and waits so long for it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool")
    from sites.postgresql.base import DatabaseWrapper

    options = {**connection.settings_dict["OPTIONS"], "pool": {"min_size": 1, "max_size": 1, "timeout": seconds}}
    return DatabaseWrapper({**connection.settings_dict, "OPTIONS": options, **elsewhere}, alias="default")


@pytest.fixture
def pooled(db):
    wrapper = through_a_pool(2)
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def in_one_request(wrapper) -> tuple:
    """What PostgreSQL believes the scope to be, asked by a request that gives its connection back."""
    with wrapper.cursor() as cursor:
        cursor.execute(TOLD)
        told = cursor.fetchone()
    wrapper.close()
    return told


def test_the_next_request_is_told_its_own_scope(alder, birch, pooled):
    with in_practice(alder.practice):
        process, *first = in_one_request(pooled)
    with in_practice(birch.practice):
        second = in_one_request(pooled)
    unsaid = in_one_request(pooled)
    with across_practices():
        everything = in_one_request(pooled)
    assert first == ["practice", str(alder.practice.pk)]
    assert second == (process, "practice", str(birch.practice.pk))
    assert unsaid == (process, "", "")
    assert everything == (process, "all", "")
    with in_practice(alder.practice):
        assert in_one_request(pooled) == (process, "practice", str(alder.practice.pk))


def test_a_probe_does_not_wait_as_long_as_a_request(db, monkeypatch):
    """Who asks whether we are ready gives up after a second or few, and would never hear which part is missing."""
    nowhere = through_a_pool(30, HOST="127.0.0.1", PORT="1")
    monkeypatch.setattr(health, "connection", nowhere)
    monkeypatch.setattr(health, "_seen", {"migrated": False, "stored_at": float("-inf")})
    begun = time.monotonic()
    answer = Client(headers={"host": "10.0.0.7"}, REMOTE_ADDR="10.0.0.9").get("/readyz")
    waited = time.monotonic() - begun
    nowhere.close_pool()
    assert (answer.status_code, answer.content) == (503, b"not ready: database, migrations\n")
    assert waited < 2 * health.DATABASE_SECONDS
