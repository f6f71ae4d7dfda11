"""A thousand readers at once ask a server that has just started, and has no page finished, for one article.

    .venv/bin/python -m tests.load.cold_start

Prints how many were answered, how long the slowest waited, and how often the page was made: once in each process,
and once in all where they have Redis.
"""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from .cached_article import ARTICLE, HOST, environment, running, set_up
from .needed import need
from .servers import WORKERS
from .throw_away import HERE, free_port, postgresql

READERS = 1000
TOKEN = "load-test"
ASKED = f"GET {ARTICLE} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n".encode()


async def read(port: int) -> tuple[str, float]:
    """The status of one reader's answer and how long it took, in seconds."""
    begun = time.monotonic()
    try:
        incoming, outgoing = await asyncio.open_connection(HERE, port)
        outgoing.write(ASKED)
        answer = await incoming.read()
        outgoing.close()
    except OSError as error:
        return type(error).__name__, time.monotonic() - begun
    return answer[9:12].decode() or "nothing", time.monotonic() - begun


async def crowd(port: int) -> list[tuple[str, float]]:
    return await asyncio.gather(*(read(port) for _ in range(READERS)))


def times_made(port: int) -> int:
    """How often Django answered with a page, as the operator's counts say."""
    asked = {"Authorization": f"Bearer {TOKEN}"}
    counts = urlopen(Request(f"http://{HERE}:{port}/metrics", headers=asked), timeout=30).read().decode()
    return int(sum(map(float, re.findall(r'anteroom_requests_total\{route="wagtail_serve"[^}]*\} ([\d.]+)', counts))))


def begin_cold(name: str, env: dict, port: int):
    """A server begins, and all readers come before it has anything finished."""
    with running([sys.executable, "manage.py", "serve"], port, env, asked="/healthz"):
        answers = asyncio.run(crowd(port))
        waited = sorted(seconds for _, seconds in answers)
        print(f"{name}: {READERS} readers, {WORKERS} workers: {dict(Counter(status for status, _ in answers))}")
        print(f"  waited: median {waited[READERS // 2]:.2f} s, the slowest {waited[-1]:.2f} s")
        print(f"  the article was made {times_made(port)} times", flush=True)


@contextmanager
def redis(folder: Path):
    """A Redis of its own; its address."""
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--bind", HERE, "--port", str(port), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"redis://{HERE}:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def main():
    need("postgresql", "redis-server")
    with ExitStack() as servers, tempfile.TemporaryDirectory(prefix="load-", dir="/tmp") as name:
        folder, port = Path(name), free_port()
        database = servers.enter_context(postgresql())
        ours = environment(folder, database, PORT=str(port), WORKERS=str(WORKERS), METRICS_TOKEN=TOKEN)
        set_up(ours)
        begin_cold("without Redis", ours, port)
        address = servers.enter_context(redis(folder))
        begin_cold("with Redis", ours | {"REDIS_URL": address}, port)


if __name__ == "__main__":
    os.environ.pop("REDIS_URL", None)
    main()
