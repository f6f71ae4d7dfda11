"""Watches the processes of a stack: memory by the second, and whether it grows."""

import json
import threading
import time
from collections import defaultdict
from pathlib import Path
from statistics import linear_regression

EVERY = 10  # seconds
MOST_HOURLY, MOST_IN_HALF = 5.0, 2.0  # per cent: of growth in an hour, or in the whole second half of a short run
MOST_MB = 1.0  # in the second half, of whatever is small


class Watching:
    """Samples the resident memory of each part with all its children, in MB, until the end of the block."""

    def __init__(self, pids: dict[str, int]):
        self.pids, self.end = pids, threading.Event()
        self.samples: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self.end.set()
        self._thread.join()

    def _watch(self):
        began = time.monotonic()
        while not self.end.wait(EVERY):
            for name, pid in self.pids.items():
                self.samples[name].append((time.monotonic() - began, memory(pid)))

    def table(self) -> list[tuple[bool, str, str]]:
        """For each part: whether it is flat, its name, and the figures."""
        rows = ((name, *judged(samples)) for name, samples in self.samples.items())
        return [(is_flat, name, figures) for name, is_flat, figures in rows]


def judged(samples: list[tuple[float, float]]) -> tuple[bool, str]:
    """Whether memory is flat over the second half of the samples, and the figures."""
    half = samples[len(samples) // 2 :]
    if len(half) < 3:
        return False, "too few samples"
    moments, sizes = zip(*half, strict=True)
    slope, _ = linear_regression(moments, sizes)
    mean = sum(sizes) / len(sizes)
    hourly, in_half = 360_000 * slope / mean, 100 * slope * (moments[-1] - moments[0]) / mean
    is_flat = hourly < MOST_HOURLY or in_half < MOST_IN_HALF or in_half * mean < 100 * MOST_MB
    return (
        is_flat,
        f"{sizes[-1]:.0f} MB, at first {samples[0][1]:.0f} MB; {hourly:+.1f} % an hour, {in_half:+.2f} % seen",
    )


def memory(pid: int) -> float:
    """Memory of a process and its children that no file holds as well, in MB."""
    return sum(_own(one) for one in with_children(pid)) / 1024


def with_children(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in with_children(int(child)))]


def _own(pid: int) -> int:
    """RssAnon in kB: without programs' files, and without PostgreSQL's shared pages, which fill up to their limit."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(status.partition("RssAnon:")[2].split()[0]) if "RssAnon:" in status else 0


def errors_in(logs) -> list[str]:
    """Lines of logs that say ERROR or worse, by the file's name."""
    lines = ((log.stem, line) for log in logs for line in log.read_text(errors="replace").splitlines())
    return [f"{name}: {line[:150]} … {line[-250:]}" for name, line in lines if _is_error(line)]


def _is_error(line: str) -> bool:
    try:
        return json.loads(line)["level"] in ("ERROR", "CRITICAL")
    except (ValueError, KeyError, TypeError):
        return "ERROR" in line or "[emerg]" in line or "[error]" in line or "Traceback" in line
