"""What has been copied so far, with its sum: in a file of its own, so that a million files need no memory."""

import sqlite3
from collections.abc import Iterable, Iterator

TABLES = """
    CREATE TABLE wanted (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE kept (name TEXT PRIMARY KEY, size INTEGER, sum TEXT) WITHOUT ROWID"""
A_PIECE = 1000  # names


class Ledger:
    """Names that are wanted now, and files that are kept already."""

    def __init__(self, path):
        self.database = sqlite3.connect(path)
        self.database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLES}")

    def want(self, names: Iterable[str]):
        """From here on these are wanted, and no others."""
        self.database.execute("DELETE FROM wanted")
        self.database.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((name,) for name in names))

    def missing(self) -> Iterator[str]:
        """What is wanted and not kept, in order. More may be kept meanwhile."""
        last = ""
        sql = "SELECT name FROM wanted WHERE name > ? AND name NOT IN (SELECT name FROM kept) ORDER BY name LIMIT ?"
        while piece := [name for (name,) in self.database.execute(sql, (last, A_PIECE))]:
            yield from piece
            last = piece[-1]

    def keep(self, name: str, size: int, sum_of_it: str):
        self.database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (name, size, sum_of_it))

    def drop_unwanted(self) -> Iterator[str]:
        """Forget what is kept and wanted no more; its names."""
        sql = "SELECT name FROM kept WHERE name NOT IN (SELECT name FROM wanted) LIMIT ?"
        while piece := self.database.execute(sql, (A_PIECE,)).fetchall():
            self.database.executemany("DELETE FROM kept WHERE name = ?", piece)
            yield from (name for (name,) in piece)

    def number_wanted(self) -> int:
        return self.database.execute("SELECT count(*) FROM wanted").fetchone()[0]

    def totals(self) -> tuple[int, int]:
        """How many files are kept, and how many bytes."""
        return self.database.execute("SELECT count(*), coalesce(sum(size), 0) FROM kept").fetchone()

    def sums(self) -> Iterator[tuple[str, str]]:
        """Names with their sums, in order."""
        return self.database.execute("SELECT name, sum FROM kept ORDER BY name")

    def close(self):
        self.database.close()
