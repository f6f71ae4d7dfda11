"""What a backup is: a folder with a manifest, a copy of the database, the files that it names, and their sums.

manifest.json    what it is, read first and written last
SHA256SUMS       one line for each file, as ``sha256sum -c`` reads it
database.dump    PostgreSQL, as pg_restore reads it; database.sqlite3 for SQLite
media/           the files, under the names they have in storage
"""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.crypto import salted_hmac

from sites.signin.models import Entry, SignIn, Ticket

FORMAT = 1
MANIFEST, SUMS, MEDIA = "manifest.json", "SHA256SUMS", "media"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
PIECE = 1024 * 1024  # bytes that are in memory at once


class CannotGoOn(Exception):
    """A backup or its restoring stops here. The message is a sentence for an operator."""


@dataclass(frozen=True)
class Manifest:
    """What stands in manifest.json: nothing of anybody's."""

    format: int
    made_at: str  # ISO 8601, UTC
    version: str  # of this program
    engine: str
    migrations: list[list[str]]  # applied: app and name
    rows: dict[str, int]  # by table
    files: int
    bytes: int  # of the files
    sums: str  # SHA-256 of SHA256SUMS
    keys: list[str]  # names of the keys in REQUEST_KEYS that the sealed rows need
    secret_mark: str  # of the SECRET_KEY that it was made with
    lost: list[str]  # files that rows name and storage had lost before

    def written(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises CannotGoOn where it is missing, damaged, or of a form that is not known here."""
        try:
            found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if found["format"] == FORMAT:
                return cls(**found)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CannotGoOn(f"“{folder}” is no whole backup: its {MANIFEST} can not be read.") from error
        raise CannotGoOn(f"“{folder}” was made by a newer version of this program. Install that one, then restore.")


def passing_tables() -> list[str]:
    """Tables whose rows stay out: who is signed in, and counts of tries. After restoring everybody signs in anew."""
    return [settings.SHARED_CACHE_TABLE, *(model._meta.db_table for model in (Session, Ticket, Entry, SignIn))]


def version() -> str:
    """Of this program, as pyproject.toml says."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def secret_mark() -> str:
    """By which it is told whether SECRET_KEY is another one. The key does not follow from it."""
    return salted_hmac("cms.backups.secret_mark", "", algorithm="sha256").hexdigest()[:16]


def safe_name(name: str) -> str:
    """A file's name as it may stand in a backup. Raises CannotGoOn for one that leads out of its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\n" in name or "\\" in name or not path.parts:
        raise CannotGoOn(f"A file has a name that can not be kept: {name!r}.")
    return name
