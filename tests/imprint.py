"""The same two practices in a thousand tests: opened once for real, then written again as the same rows.

Opening a practice takes a third of a second, most of it looking things up. What was written the first time is kept as
SQL, and written again where the database stands exactly as it stood then: same rows before, so same numbers after.
Only on SQLite and inside a test's transaction, where the numbers go back together with the rows.
"""

from contextlib import contextmanager

from django.db import connection

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_imprints: dict[tuple, list] = {}


def can_be_repeated() -> bool:
    """Whether numbers of rows are given anew after a test."""
    return connection.vendor == "sqlite" and connection.in_atomic_block


def write_again(name: tuple) -> bool:
    """Write what ``keep(name)`` has kept from the same beginning. False where nothing is kept from here."""
    kept = _imprints.get((name, _beginning()))
    if kept is None:
        return False
    with connection.cursor() as cursor:
        for sql, params, many in kept:
            (cursor.executemany if many else cursor.execute)(sql, params)
    return True


@contextmanager
def keep(name: tuple):
    """Keep what is written within, for ``write_again(name)``."""
    beginning, written = _beginning(), []

    def listen(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            written.append((sql, [tuple(each) for each in params] if many else params, many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield
    _imprints[name, beginning] = written


def _beginning() -> tuple:
    """The last number of each table: rows that are made from here get the same ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())
