"""Making a backup while people write: files, then the moment of the database, then the files that came meanwhile.

A file is stored before its row, and deleted after its row; it never changes, and its name is never used again. So the
files that the database names at one moment were all there at that moment. Copied are those of some time before, then
those that the moment names and that came in between. One that was deleted in between is missing: then the moment is
taken anew, when its row is gone as well (docs/decisions/0030).
"""

import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import default_storage

from cms.booking_requests.rotation import sealed_models

from . import layout, named_files
from .ledger import Ledger
from .snapshots import names_before, snapshot

MOST_MOMENTS = 5
MOST_LOST = 1000  # files; more are rather a wrong storage than lost
SAID_EVERY = 500  # files


def back_up(place, work: Path | None, say: Callable[[str], None]) -> layout.Manifest:
    """Make a backup in ``place``; its manifest. ``work``: a folder with room for the database, else a temporary one.

    Raises CannotGoOn; then nothing is left of it.
    """
    with tempfile.TemporaryDirectory(prefix="backup-", dir=work) as folder:
        try:
            manifest = _Making(place, Path(folder), say).make()
            place.finish()
        except BaseException:
            place.give_up()
            raise
    return manifest


class _Making:
    def __init__(self, place, work: Path, say):
        self.place, self.work, self.say = place, work, say
        self.ledger = Ledger(work / "ledger")

    def make(self) -> layout.Manifest:
        self._copy_what_is_there_before()
        moment, lost = self._moment()
        try:
            for name in self.ledger.drop_unwanted():
                self.place.remove(f"{layout.MEDIA}/{name}")
            facts = self._facts(moment)
            database = self._put_database(moment)
        finally:
            moment.close()
        manifest = self._write_sums_and_manifest(facts, database, lost)
        self.ledger.close()
        return manifest

    # --- files and the moment ---

    def _copy_what_is_there_before(self):
        before = names_before(self.work)
        try:
            self.ledger.want(named_files.names(before))
        finally:
            before.close()
        self._copy_missing()

    def _moment(self):
        """The snapshot, and files that are lost: missing at two moments one after the other."""
        known = None
        for _ in range(MOST_MOMENTS):
            moment = snapshot(self.work)
            self.ledger.want(named_files.names(moment))
            missing = self._copy_missing()
            if not missing or missing == known:
                return moment, sorted(missing)
            moment.close()
            known = missing
            self.say("Files were deleted meanwhile; the database is read again.")
        raise layout.CannotGoOn("Files are deleted faster than they can be copied. Try again at a quieter hour.")

    def _copy_missing(self) -> set[str]:
        """Copy what is wanted and not here; what is not in storage."""
        missing, number = set(), self.ledger.number_wanted()
        for done, name in enumerate(self.ledger.missing(), 1):
            if not self._copy(layout.safe_name(name)):
                missing.add(name)
            if len(missing) > MOST_LOST:
                raise layout.CannotGoOn(f"More than {MOST_LOST} files are not in storage. Is it the right one?")
            if done % SAID_EVERY == 0:
                self.say(f"{done} of at most {number} files")
        return missing

    def _copy(self, name: str) -> bool:
        try:
            file = default_storage.open(name, "rb")
        except FileNotFoundError:
            return False
        with file:
            self.ledger.keep(name, *self.place.put(f"{layout.MEDIA}/{name}", file, file.size))
        return True

    # --- the database and what is said of it ---

    def _facts(self, moment) -> dict:
        tables = [table for (table,) in moment.rows(moment.tables)]
        passing = layout.passing_tables()
        counts = {
            table: 0 if table in passing else next(moment.rows(f'SELECT count(*) FROM "{table}"'))[0]  # noqa: S608
            for table in tables
        }
        applied = moment.rows("SELECT app, name FROM django_migrations ORDER BY id")
        return {
            "engine": moment.engine,
            "rows": counts,
            "migrations": [list(row) for row in applied],
            "keys": sorted(self._key_names(moment)),
        }

    @staticmethod
    def _key_names(moment) -> set[str]:
        """Names of keys: what is sealed begins with ``v1.<name>.`` (cms/booking_requests/sealing.py)."""
        found = set()
        for model in sealed_models():
            name = f"substr(sealed, 4, {moment.find}(substr(sealed, 4), '.') - 1)"
            sql = f"SELECT DISTINCT {name} FROM \"{model._meta.db_table}\" WHERE sealed LIKE 'v1.%'"  # noqa: S608
            found |= {row[0] for row in moment.rows(sql)}
        return found

    def _put_database(self, moment) -> tuple[str, str]:
        self.say("The database")
        name = layout.DATABASES[moment.engine]
        copy = self.work / name
        moment.copy_to(copy)
        with copy.open("rb") as file:
            _, sum_of_it = self.place.put(name, file, copy.stat().st_size)
        copy.unlink()
        return name, sum_of_it

    def _write_sums_and_manifest(self, facts, database: tuple[str, str], lost) -> layout.Manifest:
        with (self.work / layout.SUMS).open("w+b") as sums:
            sums.write(f"{database[1]}  {database[0]}\n".encode())
            for name, sum_of_it in self.ledger.sums():
                sums.write(f"{sum_of_it}  {layout.MEDIA}/{name}\n".encode())
            size = sums.tell()
            sums.seek(0)
            _, sum_of_sums = self.place.put(layout.SUMS, sums, size)
        files, number = self.ledger.totals()
        manifest = layout.Manifest(
            format=layout.FORMAT,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            version=layout.version(),
            files=files,
            bytes=number,
            sums=sum_of_sums,
            secret_mark=layout.secret_mark(),
            lost=lost,
            **facts,
        )
        self.place.put(layout.MANIFEST, io.BytesIO(manifest.written().encode()))
        return manifest
