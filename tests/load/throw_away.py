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

from .needed import need, postgresql_programs

HERE = "127.0.0.1"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


def _as_postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # PostgreSQL refuses to run as root


class Cluster:
    """A PostgreSQL of its own in a folder, which can be stopped and started again."""

    def __init__(self, name: str, listen: str, options: str):
        need("postgresql")
        self.name, self.listen, self.port = name, listen, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="load-", dir="/tmp"))
        self.programs = postgresql_programs()
        self._options = f"-p {self.port} -k {self.folder} -c listen_addresses={listen} -c max_connections=200 {options}"
        self._control = [*_as_postgres(), str(self.programs / "pg_ctl"), "-D", str(self.folder / "db"), "-w"]

    @property
    def address(self) -> str:
        """As DATABASE_URL has it. The role is no superuser, so row security holds."""
        return f"postgres://{self.name}@{self.listen}:{self.port}/{self.name}"

    def create(self):
        """Files, the role and its empty database. Whoever reaches the address gets in."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        initialise = ["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run([*_as_postgres(), str(self.programs / "initdb"), "-D", str(self.folder / "db"), *initialise])
        if self.listen != HERE:
            with (self.folder / "db" / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet trust\n")
        self.start()
        for statement in (f"CREATE ROLE {self.name} LOGIN CREATEDB", f"CREATE DATABASE {self.name} OWNER {self.name}"):
            to = ["-h", self.listen, "-p", str(self.port), "-U", "postgres"]
            self._run([str(self.programs / "psql"), "-q", *to, "-c", statement])

    def start(self):
        self._run([*self._control, "-l", str(self.folder / "log"), "-o", self._options, "start"])

    def stop(self):
        """At once, as when the power goes: what was committed is found in the log of changes at the next start."""
        subprocess.run([*self._control, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL, cwd="/")

    @staticmethod
    def _run(command: list[str]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def cluster(name="anteroom", listen=HERE, options=QUICK):
    """A running ``Cluster``; ``options=""`` keeps what was committed also when it is stopped at once."""
    made = Cluster(name, listen, options)
    try:
        made.create()
        yield made
    finally:
        made.stop()
        shutil.rmtree(made.folder, ignore_errors=True)


@contextmanager
def postgresql(name="anteroom", listen=HERE):
    """The address of an empty database on a cluster of its own."""
    with cluster(name, listen) as made:
        yield made.address


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
