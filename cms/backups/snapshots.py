"""The database as it was at one moment, while people go on writing: read row by row, and copied to a file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connections

from .layout import CannotGoOn, passing_tables
from .postgresql import SCOPE_OF_ALL, dump, session

A_PIECE = 1000  # rows


class OfPostgresql:
    """A transaction that reads as of one moment, whose number pg_dump takes up. In the scope of all practices."""

    engine = "postgresql"
    find = "strpos"
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"

    def __init__(self, database, folder: Path):
        self.database = database
        self.session = session(database)
        self.session.isolation_level = database.Database.IsolationLevel.REPEATABLE_READ
        self.session.read_only = True
        for setting, value in SCOPE_OF_ALL.items():
            self.session.execute("SELECT set_config(%s, %s, false)", [setting, value])
        [self.number] = self.session.execute("SELECT pg_export_snapshot()").fetchone()

    def rows(self, sql: str) -> Iterator[tuple]:
        with self.session.cursor(name="rows") as cursor:
            cursor.itersize = A_PIECE
            cursor.execute(sql)
            yield from cursor

    def copy_to(self, path: Path):
        dump(self.database, path, snapshot=self.number, without_rows_of=passing_tables())

    def close(self):
        self.session.close()


class OfSqlite:
    """A copy that SQLite makes in one read transaction. Free pages, and with them what was deleted, are left out."""

    engine = "sqlite"
    find = "instr"
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' ORDER BY 1"

    def __init__(self, database, folder: Path):
        self.path = folder / "snapshot.sqlite3"
        self.path.unlink(missing_ok=True)
        with closing(open_sqlite(database)) as source:
            source.execute("VACUUM INTO ?", [str(self.path)])
        self.copy = sqlite3.connect(self.path, isolation_level=None)
        self.copy.execute("PRAGMA secure_delete = ON")  # so that what is left out is not in free pages either
        for table in passing_tables():
            self.copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  (our own tables)

    def rows(self, sql: str) -> Iterator[tuple]:
        yield from self.copy.execute(sql)

    def copy_to(self, path: Path):
        self.close()
        self.path.rename(path)
        self.copy = sqlite3.connect(path)

    def close(self):
        self.copy.close()


class OfSqliteNow:
    """The database itself, to read names from before the copy is made."""

    def __init__(self, database, folder: Path):
        self.session = open_sqlite(database)

    def rows(self, sql: str) -> Iterator[tuple]:
        yield from self.session.execute(sql)

    def close(self):
        self.session.close()


def open_sqlite(database) -> sqlite3.Connection:
    """A connection of its own to the file. Raises CannotGoOn for a database in memory."""
    if database.is_in_memory_db():
        raise CannotGoOn("This database is in memory only, so there is nothing to copy.")
    return sqlite3.connect(database.settings_dict["NAME"], isolation_level=None, timeout=30)


def snapshot(folder: Path):
    """The database as it is now. ``folder``: for what is needed on the way, on the backup's own disk."""
    database = connections["default"]
    return {"sqlite": OfSqlite, "postgresql": OfPostgresql}[database.vendor](database, folder)


def names_before(folder: Path):
    """The cheapest way to read which files there are, some time before the snapshot."""
    database = connections["default"]
    return {"sqlite": OfSqliteNow, "postgresql": OfPostgresql}[database.vendor](database, folder)
