"""Connections to PostgreSQL are kept for the next request: what was told for the last one is never in force."""

import pytest
from django.db import connection

from sites.scoping import across_practices, in_practice

TOLD = "SELECT pg_backend_pid(), current_setting('anteroom.scope', true), current_setting('anteroom.practice', true)"


@pytest.fixture
def pooled(db):
    """A way to the database through a pool that has one connection."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool")
    from sites.postgresql.base import DatabaseWrapper

    options = {**connection.settings_dict["OPTIONS"], "pool": {"min_size": 1, "max_size": 1, "timeout": 2}}
    wrapper = DatabaseWrapper({**connection.settings_dict, "OPTIONS": options}, alias="default")
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
