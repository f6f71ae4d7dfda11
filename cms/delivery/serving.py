"""The server process: granian, with what it lacks for a start and a stop that lose nothing (docs/decisions/0028).

One listening socket is shared by all workers, so whoever waits in its queue is answered by another worker when one
stops. systemd may hand the socket over and keep it open between two starts.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

import granian.server.mp
from django.db import connections
from granian._granian import SocketHolder  # public in what it does; granian's own servers are made with it
from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from . import stopping
from .door import answering

logger = logging.getLogger(__name__)

FIRST_PASSED_SOCKET = 3  # sd_listen_fds(3): passed sockets begin after stdin, stdout and stderr
BACKLOG = 1024
M_ARENA_MAX = -8  # malloc.h
# What the application may find in its environment once its settings are read: nothing that opens a door. granian
# copies the environment into each request, which error reports and tracebacks may show.
KEPT_IN_ENVIRONMENT = {
    *("HOME", "LANG", "LC_ALL", "PATH", "PYTHONPATH", "TMPDIR", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR", "NOTIFY_SOCKET"),
}


@dataclass(frozen=True)
class Serving:
    """How to serve. Times are in seconds."""

    address: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 4
    # Between the signal and the end of taking requests: as long as those in front need to see /readyz fail.
    drain: int = 0
    # What is running after that long is cut off.
    longest_stop: int = 25

    def socket(self) -> socket.socket:
        """The listening socket: the one that systemd passed, or a new one. Raises OSError where the port is taken."""
        if os.environ.get("LISTEN_PID") == str(os.getpid()):
            return socket.socket(fileno=FIRST_PASSED_SOCKET)
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        return socket.create_server((self.address, self.port), family=family, backlog=BACKLOG)

    def run(self, application: str):
        """Serve until SIGTERM or SIGINT. SIGHUP starts the workers anew, one after the other."""
        _share_arenas()
        # Workers are copies of this process: they share the flag above and the memory of what is loaded. A connection
        # must not be in two processes, nor a pool whose threads stay behind.
        for connection in connections.all():
            connection.close()
            getattr(connection, "close_pool", lambda: None)()
        _keep_for_good()
        multiprocessing.set_start_method("fork", force=True)
        _Server(self, application).serve(target_loader=_load, wrap_loader=True)


class _Server(Server):
    """granian's server with one socket for all workers, and a stop in two steps."""

    def __init__(self, serving: Serving, application: str):
        self.serving = serving
        super().__init__(
            application,
            address=serving.address,
            port=serving.port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            workers=serving.workers,
            blocking_threads=serving.threads,
            # One thread for a worker's connections: a third less CPU than granian's own choice, in our measurements.
            runtime_mode=RuntimeModes.st,
            # Also how long a connection may be idle: longer than those in front keep theirs.
            http1_settings=HTTP1Settings(header_read_timeout=60_000),
            log_level=LogLevels.error,
            log_dictconfig={"version": 1, "disable_existing_loggers": False},
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=serving.longest_stop,
        )

    def _init_shared_socket(self):
        self._sso = self.serving.socket()
        self._sso.setblocking(False)
        self._sso.set_inheritable(True)
        self._ssp, self._shd = None, SocketHolder(self._sso.fileno(), False, BACKLOG)

    def signal_handler_interrupt(self, *args, **kwargs):
        if os.getpid() != self.pid:
            os._exit(0)  # a worker that has not begun yet: granian's own would go on, and the stop would wait for it
        stopping.begin()
        stop = super().signal_handler_interrupt
        if self.serving.drain:
            threading.Timer(self.serving.drain, stop).start()
        else:
            stop()


def _share_arenas():
    """Let all threads take memory from two arenas of the C library's, where it is glibc (mallopt(3)).

    It gives each thread one of its own, up to eight for each core, and an arena keeps what it once needed.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def _keep_for_good():
    """Leave what is loaded by now out of every later search for cycles: it stays as long as the process (gc.freeze).

    Going through it all stops every thread for a quarter of a second, and writes to memory that workers share.
    """
    gc.collect()
    gc.freeze()


def _load(target: str):
    """The application, in a new worker. A signal to stop ends it at once until it serves."""
    from granian._internal import load_target

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the parent tells the workers
    application = load_target(target)
    for name in set(os.environ) - KEPT_IN_ENVIRONMENT:
        del os.environ[name]
    granian.server.mp._wsgi_call_wrap = answering
    _keep_for_good()
    return application
