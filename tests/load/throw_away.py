"""Real servers for load tests, started here and thrown away: PostgreSQL with a plain role, and one that takes mail."""

import os
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

HERE = "127.0.0.1"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


def _as_postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # PostgreSQL refuses to run as root


@contextmanager
def postgresql(name="anteroom"):
    """The address of an empty database on a cluster of its own; its role is no superuser, so row security holds."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="load-", dir="/tmp"))
    port = free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    control = [*_as_postgres(), str(programs / "pg_ctl"), "-D", str(folder / "db"), "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses={HERE} -c max_connections=200 {QUICK}"
    initialise = ["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    try:
        subprocess.run([*_as_postgres(), str(programs / "initdb"), "-D", str(folder / "db"), *initialise], **quiet)
        subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], **quiet)
        for statement in (f"CREATE ROLE {name} LOGIN CREATEDB", f"CREATE DATABASE {name} OWNER {name}"):
            client = [str(programs / "psql"), "-q", "-h", HERE, "-p", str(port), "-U", "postgres", "-c", statement]
            subprocess.run(client, **quiet)
        yield f"postgres://{name}@{HERE}:{port}/{name}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs to hand over a letter."""

    def handle(self):
        if self.server.is_closed():
            self._say("421 Closed for now")
            return
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 Go on")
                self.server.letters.append(self._letter())
            self._say("221 Bye" if word == b"QUIT" else "250 OK")
            if word == b"QUIT":
                return

    def _letter(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines).decode("utf-8", "replace")

    def _say(self, words: str):
        self.wfile.write(f"{words}\r\n".encode())


class _MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 200

    def __init__(self, refuses: int):
        super().__init__((HERE, 0), _Session)
        self.letters: list[str] = []
        self._left, self._lock = refuses, threading.Lock()

    def is_closed(self) -> bool:
        with self._lock:
            self._left -= 1
            return self._left >= 0


@contextmanager
def mail_server(refuses=0):
    """A mail server that turns the first ones away and then keeps what it gets: ``server_address``, ``letters``."""
    with _MailServer(refuses) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
