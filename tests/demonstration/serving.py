"""The demonstration as `make demo` serves it: one server for all of pytest's processes, thrown away at the end."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

MOST_SECONDS = 300  # to set up five practices with their pictures, on a slow machine that does other things as well
HERE = "127.0.0.1"


@contextmanager
def alone(folder: Path):
    """One process at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def enter(folder: Path) -> int:
    """Start the server unless it runs; its port. The folder is shared by those who use it."""
    folder.mkdir(exist_ok=True)
    with alone(folder):
        notes = _notes(folder)
        if not notes:
            notes = _start(folder)
        _note(folder, {**notes, "users": notes["users"] + 1})
        return notes["port"]


def leave(folder: Path):
    """The last one to leave stops it."""
    with alone(folder):
        notes = _notes(folder)
        _note(folder, {**notes, "users": notes["users"] - 1})
        if notes["users"] == 1:
            os.killpg(notes["process"], signal.SIGTERM)


def _notes(folder: Path) -> dict:
    path = folder / "notes.json"
    return json.loads(path.read_text()) if path.exists() else {}


def _note(folder: Path, notes: dict):
    (folder / "notes.json").write_text(json.dumps(notes))


def _start(folder: Path) -> dict:
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")},
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "ANTEROOM_DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "PUBLIC_PORT": str(port),
    }
    log = (folder / "log").open("w")
    command = [sys.executable, "manage.py", "run_demo", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    _wait(process, port, folder / "log")
    return {"port": port, "process": process.pid, "users": 0}


def _wait(process, port: int, log: Path):
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(Request(f"http://{HERE}:{port}/healthz"), timeout=5)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"The demonstration does not start:\n{log.read_text()[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]
