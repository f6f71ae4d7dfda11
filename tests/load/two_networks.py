"""Two machines in one: network namespaces on a bridge, for whom the rest of this machine is another one.

Needs root. The names are fixed, so that a run clears up whatever an earlier one has left behind; only one can run.
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

BRIDGE, MIDDLE = "anteroom77", "10.77.0.1"  # where PostgreSQL, Redis and nginx are
HOSTS = {"anteroom-a": "10.77.1.2", "anteroom-b": "10.77.2.2"}
BITS = 16


class NotRoot(Exception):
    """Network namespaces are made by root only."""


def inside(namespace: str, command: list[str]) -> list[str]:
    """The command as it is run in a namespace; it takes the place of ``ip``."""
    return ["ip", "netns", "exec", namespace, *command]


@contextmanager
def two_networks():
    """The namespaces, until the end. Raises NotRoot."""
    if os.geteuid() != 0:
        raise NotRoot("Network namespaces are made by root only. Run this as root, for instance in a container.")
    clean_up()
    try:
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{MIDDLE}/{BITS}", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for number, (namespace, address) in enumerate(HOSTS.items()):
            _add(namespace, address, f"anteroom77-{number}")
        yield HOSTS
    finally:
        clean_up()


def _add(namespace: str, address: str, cable: str):
    _ip("netns", "add", namespace)
    _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", namespace)
    _ip("link", "set", cable, "master", BRIDGE, "up")
    _ip("-n", namespace, "addr", "add", f"{address}/{BITS}", "dev", "eth0")
    for device in ("lo", "eth0"):
        _ip("-n", namespace, "link", "set", device, "up")


def kill(namespace: str):
    """Everything that runs in the namespace, at once."""
    for pid in _pids(namespace):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while _pids(namespace) and time.monotonic() < until:
        time.sleep(0.01)


def _pids(namespace: str) -> list[int]:
    return [int(pid) for pid in _ip("netns", "pids", namespace, check=False).split()]


def clean_up():
    """Take away the namespaces with what runs there, the bridge, and a PostgreSQL that was left at its address."""
    there = _ip("netns", "list")
    for namespace in HOSTS:
        if namespace in there:
            kill(namespace)
            _ip("netns", "delete", namespace)
    if Path(f"/sys/class/net/{BRIDGE}").exists():
        _ip("link", "delete", BRIDGE)
    for note in Path("/tmp").glob("load-*/db/postmaster.pid"):  # noqa: S108  (where throw_away.py has it)
        lines = note.read_text().splitlines()
        if len(lines) > 5 and lines[5] == MIDDLE:
            with suppress(ProcessLookupError):
                os.kill(int(lines[0]), signal.SIGQUIT)
            shutil.rmtree(note.parents[1], ignore_errors=True)


def _ip(*words: str, check=True) -> str:
    return subprocess.run(["ip", *words], check=check, stdout=subprocess.PIPE, text=True).stdout
