"""What only one process may hold at a time: a named lock which the death of its holder lets go of.

On PostgreSQL it is an advisory lock of a session of its own, so it ends with that session: at once when the process
dies, and after ``NOTICED_AFTER`` when its machine does. On SQLite it is a lock on a file beside the database, which
the operating system takes back. Not through a pooler in transaction mode, where sessions are not one's own.
"""

import fcntl
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from django.db import connections

# Seconds of silence after which PostgreSQL asks whether the holder is there still, between its questions, and how many.
SILENCE, BETWEEN, QUESTIONS = 5, 2, 3
NOTICED_AFTER = SILENCE + BETWEEN * QUESTIONS


class _OfSession:
    """An advisory lock (PostgreSQL 13.3.5), held by a connection that Django's own never meets."""

    def __init__(self, database, name: str):
        self.database = database
        # Advisory locks are numbered: 64 bits of a hash, with the sign that a BIGINT has.
        self.number = int.from_bytes(hashlib.sha256(f"anteroom: {name}".encode()).digest()[:8], signed=True)
        self.session = None

    def take(self) -> bool:
        if self.is_held():
            return True
        self.session = self._connect()
        if not self.session.execute("SELECT pg_try_advisory_lock(%s)", [self.number]).fetchone()[0]:
            self.let_go()
        return self.session is not None

    def _connect(self):
        parameters = self.database.get_connection_params()
        alive = f"-c tcp_keepalives_idle={SILENCE} -c tcp_keepalives_interval={BETWEEN}"
        alive += f" -c tcp_keepalives_count={QUESTIONS} -c idle_session_timeout=0"
        parameters["options"] = f"{parameters.get('options', '')} {alive}".strip()
        return self.database.Database.connect(**{**parameters, "autocommit": True, "connect_timeout": 5})

    def is_held(self) -> bool:
        if self.session is None:
            return False
        try:
            self.session.execute("SELECT 1")
        except self.database.Database.Error:
            self.let_go()
        return self.session is not None

    def let_go(self):
        if self.session is not None:
            self.session.close()
        self.session = None


class _OfFile:
    """flock(2) on a file: the operating system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path):
        self.path = path
        self.descriptor = None

    def take(self) -> bool:
        if self.is_held():
            return True
        descriptor = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self.descriptor = descriptor
        return True

    def is_held(self) -> bool:
        return self.descriptor is not None

    def let_go(self):
        if self.descriptor is not None:
            os.close(self.descriptor)
        self.descriptor = None


class _OfMemory:
    """A database in memory has one process; whoever asks in it is told by this list."""

    held: dict[str, object] = {}

    def __init__(self, name: str):
        self.name = name

    def take(self) -> bool:
        return self.held.setdefault(self.name, self) is self

    def is_held(self) -> bool:
        return self.held.get(self.name) is self

    def let_go(self):
        if self.is_held():
            del self.held[self.name]


Hold = _OfSession | _OfFile | _OfMemory


def hold(name: str) -> Hold:
    """The lock of this name, not yet taken: ``take()``, ``is_held()``, ``let_go()``. One thread uses it at a time.

    ``take()`` says whether it is held now, at once, and may be asked again. Raises the driver's error where the
    database can not be reached.
    """
    database = connections["default"]
    if database.vendor == "postgresql":
        return _OfSession(database, name)
    if database.is_in_memory_db():
        return _OfMemory(name)
    return _OfFile(_file_for(database, name))


def is_free(name: str) -> bool:
    """Whether nobody holds it. Takes it for a moment to find out, so it is for names that are used once."""
    asked = hold(name)
    if not asked.take():
        return False
    if isinstance(asked, _OfFile):
        with suppress(FileNotFoundError):
            asked.path.unlink()
    asked.let_go()
    return True


def _file_for(database, name: str) -> Path:
    path = Path(database.settings_dict["NAME"])
    return path.with_name(f"{path.name}.{name}.lock")
