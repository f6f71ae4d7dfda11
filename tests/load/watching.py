"""Watches the processes of a stack: the memory of each, and whether it is flat once everything is warm."""

import json
import threading
from pathlib import Path
from statistics import median

EVERY = 5  # seconds
# Medians are compared: that of the last quarter of the time may be so much above that of the second one. The first
# quarter is for warming up: pages come into memory, PostgreSQL's connections learn their statements, code is loaded.
MOST_PER_CENT, MOST_MB = 3.0, 2.0  # whichever is more: what is small would else fail for a few pages of memory
# A connection of PostgreSQL's has 4 MB of its own, and each of the four pools may just have one more or one less.
MOST_MB_OF = {"PostgreSQL": 16.0}
LEAST_SAMPLES = 8


class Watching:
    """Samples the resident memory of each part with all its children, in MB, until the end of the block."""

    def __init__(self, pids: dict[str, int]):
        self.pids, self.end = pids, threading.Event()
        self.samples: dict[str, list[float]] = {name: [] for name in pids}
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self.end.set()
        self._thread.join()

    def _watch(self):
        while not self.end.wait(EVERY):
            for name, pid in self.pids.items():
                self.samples[name].append(memory(pid))

    def latest(self) -> str:
        """What each part has just now, in MB."""
        return ", ".join(f"{name} {sizes[-1]:.0f}" for name, sizes in self.samples.items() if sizes)

    def table(self) -> list[tuple[bool, str, str]]:
        """For each part: whether it is flat, its name, and the figures."""
        rows = ((name, *judged(sizes, MOST_MB_OF.get(name, MOST_MB))) for name, sizes in self.samples.items())
        return [(is_flat, name, figures) for name, is_flat, figures in rows]


def judged(sizes: list[float], most_mb=MOST_MB) -> tuple[bool, str]:
    """Whether memory, sampled evenly, is flat from the second quarter to the last one, and the figures."""
    quarter = len(sizes) // 4
    if len(sizes) < LEAST_SAMPLES:
        return False, "too few samples"
    warm, last = median(sizes[quarter : 2 * quarter]), median(sizes[-quarter:])
    grown = last - warm
    is_flat = grown <= max(most_mb, warm * MOST_PER_CENT / 100)
    figures = f"at first {sizes[0]:.0f} MB, warm {warm:.1f}, last {last:.1f}: {100 * grown / max(warm, 1):+.1f} %"
    return is_flat, figures


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
