"""Migrations run once for all of pytest's processes: the others begin with a copy of what the first one made.

On SQLite only, where several processes run. They take half a minute of one core each time.
"""

import fcntl
import os
import sqlite3
from pathlib import Path

from django.db.backends.signals import connection_created


class MigratedOnce:
    """Held by a process from before its database is made until it is there."""

    def __init__(self, folder: Path):
        self.copy = folder / "migrated.sqlite3"
        # The operating system lets go of it, should this process end before its database is there.
        self.lock = os.open(folder / "migrated.lock", os.O_CREAT | os.O_RDWR)
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        if self.copy.exists():
            connection_created.connect(self._fill, weak=False)

    def _fill(self, connection, **kwargs):
        """The first time that anybody connects to the tests' database: Django's migrations find all of it done."""
        if connection.is_in_memory_db():
            connection_created.disconnect(self._fill)
            with sqlite3.connect(self.copy) as copy:
                copy.backup(connection.connection)

    def done(self, connection):
        """The database is there, so the others may go on."""
        if not self.copy.exists() and connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(self.copy.with_suffix(".new")) as copy:
                connection.connection.backup(copy)
            self.copy.with_suffix(".new").rename(self.copy)
        os.close(self.lock)
