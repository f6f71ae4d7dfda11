"""Counts and times for operators, as Prometheus reads them, added up over all workers of a server.

No practice, path or person stands in a label: what a reader reads is nobody's to count here, and the number of labels
must not grow with practices. Without METRICS_TOKEN nothing is counted.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from sites.scoping import across_practices

# Name: what it says, and its labels. Whoever counts something new adds a line.
COUNTERS = {
    "requests": ("Requests answered by the application", ("route", "status")),
    "page_cache": ("Finished pages looked for, by what was found", ("result",)),
    "pages_read": ("Public pages asked of the database, by which one was read", ("database",)),
}
TIMES = ("anteroom_request_seconds", "Time to answer, in seconds", ("route",))
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def count(name: str, **labels: str):
    """One more of ``name``, which stands in COUNTERS, with all of its labels. Takes some microseconds."""
    if settings.METRICS_TOKEN:
        _once((name, *labels.values()), lambda: _once(name, lambda: _counter(name)).labels(**labels)).inc()


def time_request(route: str, seconds: float):
    """One request of this route took so long."""
    if settings.METRICS_TOKEN:
        _once((TIMES, route), lambda: _once(TIMES, _histogram).labels(route=route)).observe(seconds)


_made: dict = {}
_making = threading.RLock()


def _once(key, make: Callable):
    """What ``make`` gave for this key; two threads never make the same, which prometheus_client refuses."""
    found = _made.get(key)
    if found is None:
        with _making:
            found = _made[key] = _made.get(key) or make()
    return found


# prometheus_client decides when it is imported whether values are shared, so only a worker imports it.


def _counter(name: str):
    from prometheus_client import Counter

    said, labels = COUNTERS[name]
    return Counter(f"anteroom_{name}", said, labels)


def _histogram():
    from prometheus_client import Histogram

    return Histogram(*TIMES, buckets=BUCKETS)


@require_safe
def metrics(request):
    """Everything, to who brings ``Authorization: Bearer <METRICS_TOKEN>``; for all others there is no such page."""
    said = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    text = generate_latest(_counted()) + generate_latest(_looked_up())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _counted():
    from prometheus_client import REGISTRY, CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def _looked_up():
    """What is known only when it is asked for: tasks, and the memory of the server's processes."""
    from prometheus_client import CollectorRegistry, Gauge

    registry = CollectorRegistry()
    for name, (said, value) in _of_tasks().items():
        Gauge(f"anteroom_{name}", said, registry=registry).set(value)
    memory = Gauge("anteroom_memory_bytes", "Resident memory of a worker", ["worker"], registry=registry)
    for number, size in enumerate(_memory_of_workers()):
        memory.labels(worker=str(number)).set(size)
    return registry


def _of_tasks() -> dict[str, tuple[str, float]]:
    from django.db.models import Count, Min, Q
    from django_tasks_db.models import DBTaskResult

    waits = Q(status="READY") & (Q(run_after=None) | Q(run_after__lte=timezone.now()))
    with across_practices():
        found = DBTaskResult.objects.order_by().aggregate(
            waiting=Count("pk", filter=waits),
            failed=Count("pk", filter=Q(status="FAILED")),
            oldest=Min("enqueued_at", filter=waits),
        )
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0
    return {
        "tasks_waiting": ("Tasks that could run now", found["waiting"]),
        "tasks_oldest_seconds": ("How long the oldest of them has waited", age),
        "tasks_failed": ("Tasks that failed and are still kept", found["failed"]),
    }


def _memory_of_workers() -> list[int]:
    """Bytes of each process that the server has started, of this one alone where none did."""
    parent = os.getppid()
    try:
        workers = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
        siblings = workers if os.environ.get("PROMETHEUS_MULTIPROC_DIR") else [os.getpid()]
        return [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES for pid in siblings]
    except OSError:
        return []  # no such files on this system
