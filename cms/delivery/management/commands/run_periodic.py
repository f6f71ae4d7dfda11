"""manage.py run_periodic: do what is due, again and again, until it is stopped."""

import signal
import threading

from django.core.management.base import BaseCommand

from cms.delivery.periodic import run_due_once, run_forever


class Command(BaseCommand):
    help = (
        "Publishes and withdraws what is due, and does the other work that comes round. Runs until it is stopped; with "
        "--once, one round. It may be started on several machines: one of them does the work."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args, once, **options):
        if once:
            if not run_due_once():
                self.stdout.write("Another process does this work now, so there was nothing to do here.")
            return
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        run_forever(stop)
