"""Practices that tests write again are the ones that would have been opened."""

import json
import re

import pytest
from django.db import connection, transaction

from sites.scoping import across_practices
from tests import imprint
from tests.conftest import _opened, open_with_people

# Chosen anew each time: moments, names of files and rows that nobody is to guess, salts, and seals over all of these.
DIFFERENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:[\d.]+(Z|\+00:00)?"
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{24}\b|\b[0-9a-f]{64}\b|md5\$\w+\$\w+"
)


def rows() -> list:
    with across_practices():
        return json.loads(DIFFERENT.sub("…", connection.creation.serialize_db_to_string()))


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere each practice is opened for real")
def test_a_practice_that_is_written_again_is_the_one_that_was_opened(monkeypatch):
    # Begun anew: what earlier tests kept was opened in a fixture, without rows of the index of references.
    monkeypatch.setattr(imprint, "_imprints", {})
    made = []
    for make in (_opened, open_with_people, open_with_people):
        with transaction.atomic():
            make("alder", "Alder Practice")
            make("birch", "Birch Rooms")
            made.append(rows())
            transaction.set_rollback(True)
    assert len(made[0]) > 100
    assert made[1] == made[0]
    assert made[2] == made[0]
    assert ("alder", "Alder Practice") in [name for name, _ in imprint._imprints]
