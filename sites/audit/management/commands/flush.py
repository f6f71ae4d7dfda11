"""manage.py flush: Django's own, which may empty the audit log too because it empties everything."""

from django.core.management.commands.flush import Command as Flush

from sites.audit.refusing import may_be_emptied


class Command(Flush):
    def handle(self, **options):
        with may_be_emptied(options["database"]):
            super().handle(**options)
