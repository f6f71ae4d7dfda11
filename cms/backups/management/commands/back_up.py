"""manage.py back_up <folder or ->: a backup of the whole installation while people write."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from cms.backups.layout import CannotGoOn
from cms.backups.making import back_up
from cms.backups.places import Folder, Pipe
from sites.keeping.backups import noted_as_a_backup


class Command(BaseCommand):
    help = (
        "Copies database and files into a folder that is not there yet, or as a tar archive to the standard output. "
        "SECRET_KEY and REQUEST_KEYS are not in it: keep them elsewhere. The backup itself is not encrypted."
    )

    def add_arguments(self, parser):
        parser.add_argument("where", help="a folder that is not there yet, or - for a tar archive")
        parser.add_argument("--work", type=Path, help="a folder with room for the database; else a temporary one")

    def handle(self, *args, where, work, **options):
        began = time.monotonic()
        try:
            with noted_as_a_backup():
                place = Pipe(sys.stdout.buffer) if where == "-" else Folder(Path(where).resolve())
                manifest = back_up(place, work or (None if where == "-" else place.work.parent), self._say)
        except CannotGoOn as error:
            raise CommandError(str(error)) from error
        rows, size = sum(manifest.rows.values()), filesizeformat(manifest.bytes)
        seconds = time.monotonic() - began
        self._say(f"Done in {seconds:.1f} s: {rows} rows, {manifest.files} files ({size}).")
        for name in manifest.keys:
            self._say(f"Needed to read what readers sent, and not in it: the key “{name}” of REQUEST_KEYS.")
        if manifest.lost:
            self._say(f"{len(manifest.lost)} files that rows name are not in storage; manifest.json names them.")

    def _say(self, sentence: str):
        self.stderr.write(sentence)  # the standard output may be the archive
