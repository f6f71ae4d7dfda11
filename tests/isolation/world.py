"""Two practices with everything there is: A, from whose side the crawler comes, and B, which it must never meet."""

from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.db import connection
from django.test import TestCase

from sites.scoping import across_practices, in_practice
from tests.building import guard_asleep
from tests.conftest import open_with_people

from . import plants_pages, plants_reviews, plants_rows, plants_work  # noqa: F401  (importing fills the register, in this order)
from .marks import A_KEYS, B_KEYS, LATER_KEYS
from .register import PLANTS

# Rows of these say nothing about a practice, or are kept by Django for the browser that is crawling.
NOT_LOOKED_AT = {
    "sessions.Session": "the crawler's own browser; a session holds what its own person has sent",
    "wagtailsearch.SQLiteFTSIndexEntry": "a virtual table over wagtailsearch.IndexEntry, which is looked at",
}


@dataclass
class Side:
    """One practice, its people, and the keys of its rows by model label."""

    words: str
    practice: object = None
    people: object = None
    pages: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        """A text of this practice: every one carries its mark."""
        return f"{self.words} {text}"


@dataclass
class World:
    """Both sides, and every row of the database as it was before the crawl."""

    a: Side
    b: Side
    rows: dict

    def rows_of_b(self, table: str) -> set:
        return self.b.keys.get(table, set())


@cache
def tables() -> dict:
    """Model by table, for every table that is looked at."""
    there = set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: model
        for model in models
        if model._meta.managed and model._meta.db_table in there and model._meta.label not in NOT_LOOKED_AT
    }


def read_table(table: str, model) -> dict:
    """All rows of a table as they are stored, by primary key; no manager."""
    with across_practices(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (names of our own tables)
        names = [column[0] for column in cursor.description]
        at = names.index(model._meta.pk.column)
        return {row[at]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def read_all() -> dict:
    return {table: read_table(table, model) for table, model in tables().items()}


def begin_keys_at(number: int):
    """Let every table that counts its rows go on from here, so that no key of B is a key of A."""
    for table, model in tables().items():
        column = model._meta.auto_field and model._meta.auto_field.column
        if column is None:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, number])


def _plant(slug: str, name: str, words: str) -> Side:
    """Open a practice and plant everything, with what waits for the end of a transaction (indexes, letters) done."""
    side = Side(words)
    with TestCase.captureOnCommitCallbacks(execute=True):
        side.people = open_with_people(slug, name)
        side.people.practice.approves_own = True  # so that one person can do everything to an article
        side.people.practice.save()
        side.practice = side.people.practice
        # Also what Wagtail has tables for and the product does not use: it might be used one day.
        with in_practice(side.practice), guard_asleep():
            for plant in PLANTS:
                plant(side)
    return side


def build_world() -> World:
    """Plant A, then B, and note which rows each brought."""
    before = read_all()
    begin_keys_at(A_KEYS)
    a = _plant("hazel", "Hazel Practice", "Hazel")
    between = read_all()
    begin_keys_at(B_KEYS)
    b = _plant("zanzibar", "Zanzibar Rooms", "Zanzibar Quokka")
    after = read_all()
    begin_keys_at(LATER_KEYS)
    for side, old, new in ((a, before, between), (b, between, after)):
        side.keys = {table: set(rows) - set(old[table]) for table, rows in new.items()}
    return World(a, b, after)
