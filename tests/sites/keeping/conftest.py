"""A database that other processes see."""

from tests.own_database import own_database  # noqa: F401  (a fixture)
