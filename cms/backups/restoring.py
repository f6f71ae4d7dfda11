"""Restoring a backup into an empty installation: nothing is written before everything is looked at."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from sites.scoping import across_practices

from . import emptiness, layout
from .layout import CannotGoOn, Manifest
from .sealed import keys_that_do_not_fit

SAID_EVERY = 500  # files


def restore(folder: Path, say: Callable[[str], None]) -> list[str]:
    """Restore the backup in a folder; warnings in sentences. Raises CannotGoOn.

    Other processes of the installation must not run meanwhile.
    """
    manifest = Manifest.read(folder)
    database = connections["default"]
    _check_fits(manifest, database)
    say("Looking whether every file is as it was")
    check_sums(folder, manifest)
    emptiness.check(database)
    _bring_files(folder, say)
    say("The database")
    emptiness.empty(database)
    LOADS[manifest.engine](database, folder / layout.DATABASES[manifest.engine])
    _check_rows(manifest, database)
    say("Migrations")
    with across_practices():
        call_command("migrate", interactive=False, verbosity=0)
        return list(_warnings(manifest))


# --- before anything is written ---


def _check_fits(manifest: Manifest, database):
    if manifest.engine != database.vendor:
        raise CannotGoOn(
            f"This backup is of {manifest.engine}, and DATABASE_URL leads to {database.vendor}. Restore it into a "
            f"database of {manifest.engine}."
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    newer = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if newer:
        raise CannotGoOn(
            f"This backup is of version {manifest.version}, which is newer than this one ({layout.version()}): its "
            f"database has had {newer[-1]}, which is not known here. Install that version, then restore."
        )


def check_sums(folder: Path, manifest: Manifest):
    """Raises CannotGoOn where a file is missing or is not as it was."""
    if sum_of(folder / layout.SUMS) != manifest.sums:
        raise CannotGoOn(f"{layout.SUMS} is not as it was when the backup was made. Take another backup.")
    for name, expected in lines(folder):
        if sum_of(folder / name) != expected:
            raise CannotGoOn(f"“{name}” is not as it was when the backup was made. Take another backup.")


def lines(folder: Path) -> Iterator[tuple[str, str]]:
    """The names in SHA256SUMS, with their sums."""
    with (folder / layout.SUMS).open(encoding="utf-8") as sums:
        for line in sums:
            expected, _, name = line.rstrip("\n").partition("  ")
            yield layout.safe_name(name), expected


def sum_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise CannotGoOn(f"“{path.name}” is missing from the backup. Take another one.") from error


# --- writing ---


def _bring_files(folder: Path, say):
    """Into storage, under the names they had."""
    prefix, number = f"{layout.MEDIA}/", 0
    for path, _ in lines(folder):
        if not path.startswith(prefix):
            continue
        name = path.removeprefix(prefix)
        with (folder / path).open("rb") as file:
            stored = default_storage.save(name, File(file))
        if stored != name:
            raise CannotGoOn(f"“{name}” could not be stored under its name. Empty the media storage and begin again.")
        number += 1
        if number % SAID_EVERY == 0:
            say(f"{number} files")


def _load_sqlite(database, copy: Path):
    """Beside the database first, then in its place in one step."""
    target = Path(database.settings_dict["NAME"])
    beside = target.with_name(f"{target.name}.restoring")
    with copy.open("rb") as source, beside.open("wb") as file:
        while piece := source.read(layout.PIECE):
            file.write(piece)
    database.close()
    for rest in ("-wal", "-shm"):
        target.with_name(f"{target.name}{rest}").unlink(missing_ok=True)
    beside.replace(target)


def _load_postgresql(database, copy: Path):
    from .postgresql import load

    load(database, copy)
    database.close()  # what its session was told, and has planned, is of the tables before


LOADS = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}


# --- afterwards ---


def _check_rows(manifest: Manifest, database):
    """The same number of rows in every table. Raises CannotGoOn."""
    with across_practices(), database.cursor() as cursor:
        for table, expected in manifest.rows.items():
            cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(table)}")  # noqa: S608
            [number] = cursor.fetchone()
            if number != expected:
                raise CannotGoOn(
                    f"Table {table} has {number} rows and should have {expected}. Do not use this database."
                )


def _warnings(manifest: Manifest) -> Iterator[str]:
    if manifest.keys:
        yield f"What readers sent needs these keys in REQUEST_KEYS: {', '.join(manifest.keys)}."
    for name, why in keys_that_do_not_fit(manifest.keys):
        yield f"The key “{name}” {why}. Without it what was sealed with it can not be read."
    if manifest.secret_mark != layout.secret_mark():
        yield (
            "SECRET_KEY is another one than where the backup was made. The seals of the audit log only fit with that "
            "one: use it again, or name it in SECRET_KEY_FALLBACKS."
        )
    if manifest.lost:
        yield f"{len(manifest.lost)} files that rows name were lost before the backup; {layout.MANIFEST} names them."
    yield "Who was signed in signs in again. What was erased after the backup was made is here again: erase it anew."
