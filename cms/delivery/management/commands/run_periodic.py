"""manage.py run_periodic: publish and withdraw what is due, again and again, until it is stopped."""

import signal
import threading

from django.core.management.base import BaseCommand

from cms.delivery.periodic import run_due, run_forever


class Command(BaseCommand):
    help = "Publishes and withdraws what is due. Runs until it is stopped; with --once, one round."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args, once, **options):
        if once:
            run_due()
            return
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        run_forever(stop)
