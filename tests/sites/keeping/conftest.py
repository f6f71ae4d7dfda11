"""A database that other processes see."""

import pytest

from tests.own_database import copied, swapped_to


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), copied(tmp_path) as name, swapped_to(name):
        yield
