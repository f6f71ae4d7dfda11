"""manage.py row_security: puts PostgreSQL's row security in place, takes it off, or shows it."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sites.postgresql.applying import is_for, is_in_place, is_whole, put_in_place, statements, take_off


class Command(BaseCommand):
    help = "Puts row security on all tables of practices, which `migrate` does by itself."

    def add_arguments(self, parser):
        other = parser.add_mutually_exclusive_group()
        other.add_argument("--off", action="store_true", help="take it off, until the next migrate")
        other.add_argument("--show", action="store_true", help="print the SQL and change nothing")

    def handle(self, *args, off, show, **options):
        if not is_for(connection):
            raise CommandError("Only PostgreSQL has row security. Set DATABASE_URL to postgres://…")
        if not is_whole(connection):
            raise CommandError("Some tables are not there yet. Run manage.py migrate, which does this too.")
        if show:
            self.stdout.write("\n".join(f"{statement};" for statement in statements(connection)))
        elif off:
            take_off(connection)
            self.stdout.write("Row security is off. Nothing but the application keeps practices apart now.")
        elif is_in_place(connection):
            self.stdout.write("Row security is in place already.")
        else:
            put_in_place(connection)
            self.stdout.write("Row security is in place.")
