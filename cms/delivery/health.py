"""Is the process alive, and can it do its work? For supervisors and for whatever stands in front."""

import logging
import secrets
import threading
import time

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sites.scoping import across_practices

from . import stopping
from .machines import is_own_machine

logger = logging.getLogger(__name__)

NOT_KEPT = {"Cache-Control": "no-store"}
STORAGE_SECONDS = 30  # between two tries to store something: an S3 store is not asked with every probe
DATABASE_SECONDS = 1  # that a probe waits for the database: those who ask give up after a few seconds (Kubernetes: 1)


@require_safe
def healthz(request):
    """200 while the process answers, 503 as soon as a stop has begun. It asks nobody else.

    A database that is away is no reason to end processes, nor for a proxy to leave them alone: they have kept pages.
    """
    if stopping.has_begun():
        return HttpResponse("stopping\n", content_type="text/plain", status=503, headers=NOT_KEPT)
    return HttpResponse("ok\n", content_type="text/plain", headers=NOT_KEPT)


@require_safe
def readyz(request):
    """200 when requests can be served, else 503; which part is missing is told to our own machines only.

    With ``?process`` nothing but the process is asked about: for a proxy that puts aside whoever is not ready. All
    hosts lack a database at the same time, and finished pages are answered without one.
    """
    missing = ["stopping"] if stopping.has_begun() else []
    if not missing and "process" not in request.GET:
        missing = missing_parts()
    if not missing:
        return HttpResponse("ready\n", content_type="text/plain", headers=NOT_KEPT)
    told = f"not ready: {', '.join(missing)}\n" if is_own_machine(request) else "not ready\n"
    return HttpResponse(told, content_type="text/plain", status=503, headers=NOT_KEPT)


def missing_parts() -> list[str]:
    """The names of the parts that do not work now, in the order in which they were tried."""
    missing = []
    for name, works in PARTS.items():
        try:
            # Nothing can be read of migrations without a database, and waiting for it once is long enough.
            is_there = not (name == "migrations" and "database" in missing) and works()
        except Exception:  # whatever a driver raises, the part does not work
            logger.warning("Not ready: %s", name, exc_info=True)
            is_there = False
        if not is_there:
            missing.append(name)
    return missing


def _database() -> bool:
    pool = getattr(connection, "pool", None)
    if connection.connection is None and pool:
        # A request waits DB_POOL_SECONDS for a connection, which is longer than probes do.
        pool.open()
        with pool.connection(timeout=DATABASE_SECONDS) as borrowed:
            borrowed.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


_one_at_a_time = threading.Lock()  # Django loads migrations anew, which two threads can not do at once
_seen = {"migrated": False, "stored_at": float("-inf")}


def _migrations() -> bool:
    """Whether the database has all that this code needs. Once true it stays true: nothing is taken back meanwhile."""
    with _one_at_a_time, across_practices():
        if not _seen["migrated"]:
            executor = MigrationExecutor(connection)
            _seen["migrated"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _seen["migrated"]


def _storage() -> bool:
    """Whether files can be stored; tried every STORAGE_SECONDS, and each time while it fails."""
    if time.monotonic() - _seen["stored_at"] > STORAGE_SECONDS:
        name = default_storage.save(f"ready/{secrets.token_hex(8)}", ContentFile(b"ready"))
        default_storage.delete(name)
        _seen["stored_at"] = time.monotonic()
    return True


def _redis() -> bool:
    if not settings.REDIS_URL:
        return True
    return cache.ping()  # the cache itself goes on without Redis (sites/shared_cache.py)


PARTS = {"database": _database, "migrations": _migrations, "storage": _storage, "redis": _redis}
