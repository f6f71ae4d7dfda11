"""manage.py serve: the application for readers and writers, until it is stopped."""

import os
import tempfile
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand
from environs import Env

from cms.delivery.serving import Serving

env = Env()


@contextmanager
def shared_counts():
    """A folder in which workers add up what they count, named before any of them counts (cms/delivery/metrics.py)."""
    if not settings.METRICS_TOKEN or "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="anteroom-counts-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


class Command(BaseCommand):
    help = "Serves the application. BIND, PORT, WORKERS, THREADS, DRAIN_SECONDS and STOP_SECONDS say how."

    def handle(self, **options):
        with shared_counts():
            self._serve()

    def _serve(self):
        Serving(
            address=env.str("BIND", "127.0.0.1"),
            port=env.int("PORT", 8000),
            workers=env.int("WORKERS", 2 if settings.ON_POSTGRESQL else 1),
            threads=env.int("THREADS", 4),
            drain=env.int("DRAIN_SECONDS", 0),
            longest_stop=env.int("STOP_SECONDS", 25),
        ).run("cms.wsgi:application")
