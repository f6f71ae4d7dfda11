"""The production stack on this machine with the demonstration's data: PostgreSQL, Redis, nginx, servers, workers.

Each process can be killed and started again, and writes a log of its own. None outlives the one that started it.
"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from .cached_article import ASKED, HERE_IS, environment, set_up
from .needed import need
from .proxy import shipped
from .throw_away import HERE, cluster, free_port

PORT = 8000  # of the application, on hosts of its own
STARTS_WITHIN = 600  # seconds: loading the code takes 5 s of CPU, which a busy machine hands out slowly
LIBRARY, PR_SET_PDEATHSIG = ctypes.CDLL(None), 1  # prctl(2)


def _end_with_parent():
    LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Part:
    """A process of the stack, in a group of its own together with its children."""

    def __init__(self, name: str, command: list[str], folder: Path, env: dict | None = None):
        self.name, self.command, self.env = name, command, env
        self.log = folder / f"{name}.log"
        self.process: subprocess.Popen | None = None

    def start(self):
        with self.log.open("ab") as log:
            how = {"stdout": log, "stderr": log, "start_new_session": True, "cwd": HERE_IS}
            self.process = subprocess.Popen(self.command, env=self.env, preexec_fn=_end_with_parent, **how)

    def kill(self):
        """SIGKILL for it and its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.kill()


class Stack:
    """All parts by name, where they are reached, and their common folder."""

    def __init__(self, folder: Path, database, middle: str):
        self.folder, self.database, self.middle = folder, database, middle
        self.parts: dict[str, Part] = {}
        self.redis_port, self.nginx_port = free_port(), free_port()
        self.hosts: list[str] = []

    def environment(self, **more) -> dict:
        redis = f"redis://{self.middle}:{self.redis_port}/0"
        ours = {"REDIS_URL": redis, "TASKS_IN_DATABASE": "true", "BEHIND_PROXY": "true", "LOG_FORMAT": "json"}
        ours["PICTURES_IN_AVIF"] = "false"  # minutes of CPU for the demonstration's pictures; nobody sends any in here
        return environment(self.folder, self.database.address, **(ours | more))

    def add(self, name: str, command: list[str], env: dict | None = None) -> Part:
        self.parts[name] = Part(name, command, self.folder, env)
        self.parts[name].start()
        return self.parts[name]

    def add_redis(self):
        kept = ["--save", "", "--appendonly", "no", "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru"]
        at = [
            "--bind",
            self.middle,
            "--port",
            str(self.redis_port),
            "--protected-mode",
            "no",
            "--dir",
            str(self.folder),
        ]
        self.add("redis", ["redis-server", *at, *kept])

    def add_host(self, name: str, address: str, port: int, workers: int, within=lambda command: command):
        """A server of ours; ``within`` may put its command into a namespace."""
        env = self.environment(BIND=address, PORT=str(port), WORKERS=str(workers))
        self.add(name, within([sys.executable, "manage.py", "serve"]), env)
        self.hosts.append(f"{address}:{port}")

    def add_workers(self):
        run = [sys.executable, "manage.py"]
        self.add("tasks", [*run, "db_worker", "--queue-name", "*", "--no-reload"], self.environment())
        self.add("periodic", [*run, "run_periodic"], self.environment())

    def add_nginx(self):
        self.add("nginx", shipped(self.nginx_port, self.hosts, self.folder))

    def wait(self, *addresses: str):
        """Until each address answers a reader."""
        for address in addresses or self.hosts:
            until = time.monotonic() + STARTS_WITHIN
            while not _answers(address):
                if time.monotonic() > until:
                    raise RuntimeError(f"Nothing answers at {address}")
                time.sleep(0.1)

    def end(self):
        for part in reversed(self.parts.values()):
            part.end()


def _answers(address: str) -> bool:
    try:
        return urlopen(Request(f"http://{address}/robots.txt", headers=ASKED), timeout=10).status == 200
    except OSError:
        return False


@contextmanager
def stack(middle=HERE):
    """PostgreSQL that keeps what it commits, Redis, and the demonstration's data; this process is Django's too.

    SIGTERM clears up as Ctrl+C does.
    """
    need("nginx", "postgresql", "redis-server")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Told to stop"))
    with (
        cluster(listen=middle, options="") as database,
        tempfile.TemporaryDirectory(prefix="load-", dir="/tmp") as name,
    ):
        Path(name).chmod(0o755)
        made = Stack(Path(name), database, middle)
        try:
            made.add_redis()
            set_up(made.environment())
            os.environ.update(made.environment(DB_POOL_MAX="0", LOG_FORMAT="text"))
            import django

            django.setup()
            yield made
        finally:
            made.end()
