"""At most one request a second to each host: many practices book at the same few services."""

import time
from threading import Lock

SECONDS_BETWEEN = 1.0


class Pace:
    """Kept by one process; each process that checks links has its own."""

    def __init__(self, seconds: float = SECONDS_BETWEEN):
        self._seconds = seconds
        self._free_at: dict[str, float] = {}  # monotonic seconds
        self._lock = Lock()

    def wait_for(self, host: str):
        """Return when the host may be asked, and take that turn."""
        with self._lock:
            now = time.monotonic()
            self._free_at = {name: moment for name, moment in self._free_at.items() if moment > now}
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + self._seconds
        time.sleep(turn - now)
