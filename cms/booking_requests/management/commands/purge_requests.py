"""manage.py purge_requests: deletes booking requests whose term is over, as the periodic work does by itself."""

from django.core.management.base import BaseCommand

from cms.booking_requests.purging import purge_due


class Command(BaseCommand):
    help = "Deletes booking requests whose term is over, in every practice. The periodic work does the same."

    def handle(self, *args, **options):
        number = purge_due()
        self.stdout.write(f"{number} {'request was' if number == 1 else 'requests were'} deleted.")
