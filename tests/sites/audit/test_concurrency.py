"""Many write into the logs of two practices at once: each log still counts without a gap, and its seals fit."""

import threading

import pytest
from django.db import connection, transaction

from sites.audit import chain
from sites.audit.models import AuditEntry
from sites.audit.recording import record
from sites.scoping import current_scope, in_practice

THREADS, EACH = 4, 25


# On SQLite all connections of a test share one database in memory, which does not wait as a file does.
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database is not a file; see decision 0011")
@pytest.mark.django_db(transaction=True)
def test_a_hundred_entries_of_four_threads_at_two_practices(alder, birch):
    places, errors = (alder, birch), []
    before = [AuditEntry.everywhere.of_practice(place.practice.pk).count() for place in places]

    def write(number):
        try:
            for count in range(EACH):
                place = places[(number + count) % 2]
                with in_practice(place.practice), transaction.atomic():
                    record("people.role", title=place.practice.slug, number=str(count))
                    assert current_scope().practice == place.practice
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    for place, earlier in zip(places, before, strict=True):
        entries = AuditEntry.everywhere.of_practice(place.practice.pk)
        assert entries.count() - earlier == THREADS * EACH // 2
        assert list(chain.faults(entries)) == []
        assert set(entries.filter(position__gt=earlier).values_list("title", flat=True)) == {place.practice.slug}
        moments = list(entries.order_by("position").values_list("moment", flat=True))
        assert moments == sorted(moments)
