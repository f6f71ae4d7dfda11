"""manage.py restore <folder>: a backup into an empty installation."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.backups.layout import CannotGoOn
from cms.backups.restoring import restore


class Command(BaseCommand):
    help = (
        "Restores a backup of manage.py back_up into an empty installation, and migrates it when it is of an older "
        "version. Stop all other processes first. A tar archive is unpacked before: tar -xf."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        try:
            warnings = restore(folder, self.stderr.write)
        except CannotGoOn as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The backup is restored.")
        for sentence in warnings:
            self.stdout.write(sentence)
