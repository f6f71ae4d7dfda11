"""Does stopping and starting lose a request? Readers on kept connections, writers on new ones, and signals meanwhile.

    .venv/bin/python -m tests.load.stopping

A request is lost when its connection ends without an answer. "closed" is a kept connection that was closed between
two requests: nothing was sent that was not sent again. "refused" would be a gap in which nobody listens. Ends with 1
when a request was lost, or a stop took longer than it may.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

from .throw_away import HERE

# What systemd does with a socket unit: the server finds the socket at 3 and its own number in LISTEN_PID.
SERVE = """
import os, sys
os.environ["LISTEN_PID"] = str(os.getpid())
from cms.delivery.serving import Serving
Serving(workers=2, threads=4, longest_stop=10).run(sys.argv[1])
"""
SETTINGS = {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}  # the server closes the connections that they name
READERS, WRITERS = 6, 6
MAY_BE = {"answered", "closed"}
LONGEST = 5.0  # seconds to stop while workers load: they have nothing to finish


def slow(environ, start_response):
    """A WSGI application that takes 20 ms, as an uncached page does."""
    sent = environ["wsgi.input"].read()
    time.sleep(0.02)
    start_response("200 OK", [("Content-Length", str(len(sent) + 2))])
    return [b"ok" + sent]


def boots_slowly(environ, start_response):
    return slow(environ, start_response)


if os.environ.get("BOOT_SECONDS"):
    time.sleep(float(os.environ["BOOT_SECONDS"]))


def started(listening: socket.socket, app="tests.load.stopping:slow", **environment) -> subprocess.Popen:
    """A server on this socket, which stays open here when the server ends."""
    os.dup2(listening.fileno(), 3, inheritable=True)
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, app], pass_fds=[3], env={**SETTINGS, **os.environ, **environment}
    )


class Load:
    """Asks from several threads until it is told to end, and counts what became of each request."""

    def __init__(self, port: int):
        self.port, self.counts, self.end = port, Counter(), threading.Event()
        kinds = [True] * READERS + [False] * WRITERS
        self.threads = [threading.Thread(target=self._ask, args=(kept,)) for kept in kinds]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self.counts

    def __exit__(self, *error):
        self.end.set()
        for thread in self.threads:
            thread.join()

    def _ask(self, kept: bool):
        connection, is_new = None, True
        while not self.end.is_set():
            is_new = connection is None or connection.sock is None or not kept
            if is_new:
                connection = http.client.HTTPConnection(HERE, self.port, timeout=30)
            try:
                connection.request("GET" if kept else "POST", "/", body=None if kept else b"written")
                answer = connection.getresponse()
                whole = answer.read() == (b"ok" if kept else b"okwritten")
                self.counts["answered" if whole and answer.status == 200 else "broken"] += 1
            except ConnectionRefusedError:
                self.counts["refused"] += 1
                connection = None
            except (http.client.HTTPException, OSError):
                self.counts["lost" if is_new else "closed"] += 1
                connection = None


def rolling(listening, port) -> Counter:
    """SIGHUP three times under load: workers are started anew."""
    server = started(listening)
    with Load(port) as counts:
        for _ in range(3):
            time.sleep(2)
            server.send_signal(signal.SIGHUP)
            time.sleep(9)
    _end(server)
    return counts


def restarted(listening, port) -> Counter:
    """SIGTERM and a new server five times under load, on a socket that stays open."""
    server = started(listening)
    with Load(port) as counts:
        for _ in range(5):
            time.sleep(3)
            server.terminate()
            server.wait(20)
            server = started(listening)
        time.sleep(3)
    _end(server)
    return counts


def while_booting(listening) -> list[float]:
    """Seconds that a server takes to end which is told to while its workers load, at different moments."""
    taken = []
    for moment in (0.3, 0.6, 0.9, 1.2, 2):
        server = started(listening, "tests.load.stopping:boots_slowly", BOOT_SECONDS="3")
        time.sleep(moment)
        taken.append(_end(server))
    return taken


def _end(server) -> float:
    begun = time.monotonic()
    server.terminate()
    server.wait(30)
    return time.monotonic() - begun


def main():
    with socket.create_server((HERE, 0), backlog=1024) as listening:
        port, counted = listening.getsockname()[1], Counter()
        for name, trial in (("SIGHUP, 3 times", rolling), ("SIGTERM, 5 times", restarted)):
            counts = trial(listening, port)
            counted += counts
            print(f"{name:20}", dict(counts), flush=True)
        taken = while_booting(listening)
        print("SIGTERM while booting", " ".join(f"{one:.1f} s" for one in taken))
    sys.exit(0 if set(counted) <= MAY_BE and counted["answered"] and max(taken) < LONGEST else 1)


if __name__ == "__main__":
    main()
