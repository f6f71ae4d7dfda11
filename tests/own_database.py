"""A database of a test's own that other processes and threads see, and processes that are killed."""

import os
import signal
import sys
import time
import traceback
from contextlib import contextmanager

import pytest
from django.db import connections

KEPT = []  # a forked child must not hang up on what its parent's connections talk to


@contextmanager
def swapped_to(name: str):
    """Everything asks the database of this name meanwhile, in this thread and in new ones."""
    settings, before = connections.settings["default"], connections["default"]
    old, settings["NAME"] = settings["NAME"], str(name)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"], connections["default"] = old, before


@contextmanager
def copied(folder):
    """The name of a copy of the migrated database, before a test has written to it."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        path = folder / "own.sqlite3"
        path.write_bytes(connection.connection.serialize())
        yield path
        return
    name = f"own_{connection.settings_dict['NAME']}"
    with made(name, template=connection.settings_dict["NAME"]):
        yield name


@pytest.fixture
def own_database(db, tmp_path):
    """What is written is committed, and gone with the database after the test."""
    with copied(tmp_path) as name, swapped_to(name):
        yield name


@contextmanager
def made(name: str, template: str = "template0"):
    """A new PostgreSQL database, dropped in the end."""
    connection = connections["default"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def forked(work) -> int:
    """The number of a new process that does ``work()`` and ends with 0, or as ``SystemExit`` says."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    code = 1
    try:
        KEPT.append(connections["default"])
        connections["default"] = connections.create_connection("default")
        work()
        code = 0
    except SystemExit as error:
        code = error.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


@contextmanager
def a_process(work):
    """Its number; it is killed in the end, if it is there still."""
    pid = forked(work)
    try:
        yield pid
    finally:
        if not has_ended(pid):
            kill(pid)


_codes: dict[int, int] = {}


def has_ended(pid: int) -> bool:
    if pid not in _codes:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            _codes[pid] = os.waitstatus_to_exitcode(status)
    return pid in _codes


def kill(pid: int, how=signal.SIGKILL) -> int:
    """Send the signal and wait for the end; the exit code, negative for a signal."""
    os.kill(pid, how)
    until(lambda: has_ended(pid))
    return _codes[pid]


def until(is_so, seconds=10):
    """Wait until it is so. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)
