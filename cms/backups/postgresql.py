"""pg_dump and pg_restore, run as the plain role that owns the tables, under row security that is forced on it.

By itself pg_dump turns row security off, which PostgreSQL answers with an error to a role that it is forced on. With
``--enable-row-security`` it reads what the policies show, and in the scope ``all`` they show everything
(docs/decisions/0014). That nothing is missing is proved by counting: a session of ours counts in the same snapshot.
"""

import os
import re
import shutil
import subprocess
from glob import glob
from pathlib import Path

from .layout import CannotGoOn

SCOPE_OF_ALL = {"anteroom.scope": "all", "anteroom.practice": ""}
# libpq's own variables for what Django calls otherwise. A password goes no other way: command lines can be read.
VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
}


def session(database):
    """A connection of our own, which no pool and no request of Django's meets."""
    return database.Database.connect(**{**database.get_connection_params(), "cursor_factory": None})


def dump(database, path: Path, *, snapshot: str, without_rows_of: list[str]):
    """Write the database as of a snapshot. Raises CannotGoOn."""
    left_out = [f"--exclude-table-data={table}" for table in without_rows_of]
    options = ["--format=custom", f"--snapshot={snapshot}", "--enable-row-security", "--no-owner", "--no-privileges"]
    _run(database, "pg_dump", *options, *left_out, f"--file={path}")


def load(database, path: Path):
    """Write a dump into an empty database, whole or not at all. Raises CannotGoOn."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--enable-row-security"]
    _run(database, "pg_restore", *options, f"--dbname={database.settings_dict['NAME']}", str(path))


def _run(database, name: str, *arguments: str):
    command = [program(name, database.pg_version // 10000), *arguments]
    done = subprocess.run(command, env=environment(database), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it said nothing"]
        raise CannotGoOn(f"{name} failed: {' '.join(lines[-3:])}")


def environment(database) -> dict[str, str]:
    """The environment in which PostgreSQL's programs meet the same database, in the scope of all practices."""
    parameters = database.get_connection_params()
    found = {variable: str(parameters[name]) for name, variable in VARIABLES.items() if parameters.get(name)}
    scope = " ".join(f"-c {name}={value}" for name, value in SCOPE_OF_ALL.items())
    return {**os.environ, **found, "PGOPTIONS": f"{parameters.get('options', '')} {scope}".strip()}


def program(name: str, version: int) -> str:
    """Where PostgreSQL's program lies, of the server's version or a later one. Raises CannotGoOn."""
    places = sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"), key=_version_in, reverse=True)
    for place in filter(None, [shutil.which(name), *places]):
        said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False).stdout
        if (match := re.search(r"(\d+)", said)) and int(match[1]) >= version:
            return place
    raise CannotGoOn(f"{name} of PostgreSQL {version} or later is not here. Install PostgreSQL's client programs.")


def _version_in(path: str) -> int:
    return int(re.search(r"/(\d+)/bin/", path)[1])
