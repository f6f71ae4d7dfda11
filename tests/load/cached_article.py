"""A finished article from the application, and through the shipped nginx, beside nginx with the same bytes as a file.

    .venv/bin/python -m tests.load.cached_article

Sets the demonstration up by itself, on a PostgreSQL of its own, as production has it. Rounds are interleaved; each
figure is the median of its rounds. The machine's cores are shared with wrk.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from .needed import need
from .proxy import shipped
from .servers import NGINX, WORKERS
from .throw_away import HERE, free_port, postgresql

ROUNDS, SECONDS = 5, 4
PRACTICE, ARTICLE = "tideswell", "/articles/lying-awake/"
HERE_IS = Path(__file__).resolve().parents[2]
PUBLIC_PORT = 8199  # in the host's name; the servers listen elsewhere
HOST = f"{PRACTICE}.anteroom.localhost:{PUBLIC_PORT}"
ASKED = {"Host": HOST, "Accept-Encoding": "gzip, deflate, br"}


def environment(folder: Path, database: str, **more) -> dict:
    """Ours, as several processes behind a proxy, with the demonstration's data."""
    return {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "ANTEROOM_DATA_DIR": str(folder),
        "PUBLIC_PORT": str(PUBLIC_PORT),
        "PERIODIC_IN_PROCESS": "false",
        **more,
    }


def set_up(env: dict):
    """The demonstration's rows, pictures and static files."""
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], env=env, cwd=HERE_IS, check=True)


@contextmanager
def running(command: list[str], port: int, env=None, asked=ARTICLE):
    """A server that answers at the port; it is asked for a path until it does."""
    process = subprocess.Popen(command, env=env, cwd=HERE_IS, start_new_session=True)
    try:
        ask(port, asked)
        yield port
    finally:
        process.terminate()
        process.wait(40)


def ask(port: int, path=ARTICLE) -> bytes:
    """The page's bytes as they are sent. Waits until somebody answers."""
    for _ in range(150):
        try:
            return urlopen(Request(f"http://{HERE}:{port}{path}", headers=ASKED), timeout=30).read()
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"Nothing answers at port {port}")


def file_server(folder: Path, body: bytes):
    """nginx with the finished, compressed page as a file: the limit."""
    port = free_port()
    page = folder / ARTICLE.strip("/") / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(body)
    config = folder / "file.conf"
    config.write_text(NGINX.format(workers=WORKERS, folder=folder, here=HERE, port=port))
    folder.chmod(0o755)
    return running(["nginx", "-e", f"{folder}/error.log", "-c", str(config)], port)


def shipped_nginx(folder: Path, application: int):
    """nginx as it is shipped, before the application."""
    port = free_port()
    return running(shipped(port, [f"{HERE}:{application}"], folder), port)


def round_of(port: int, clients: int) -> tuple[float, float, float, int]:
    """Requests a second, the median and the 99th percentile in milliseconds, and how many failed."""
    headers = [part for name, value in ASKED.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "--latency", f"-c{clients}", "-t2", f"-d{SECONDS}s", *headers, f"http://{HERE}:{port}{ARTICLE}"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)))
    speed = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    return speed, _milliseconds(said, "50%"), _milliseconds(said, "99%"), errors


def _milliseconds(said: str, percentile: str) -> float:
    number, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)\b", said).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def show(rounds: dict):
    print(f"{'':28} {'at once':>8} {'a second':>9} {'of nginx':>9} {'median ms':>10} {'p99 ms':>8} {'errors':>7}")
    for clients in (8, 32):
        names = [name for at_once, name in rounds if at_once == clients]
        limit = statistics.median(one[0] for one in rounds[clients, names[0]])
        for name in names:
            speed, middle, slow, _ = map(statistics.median, zip(*rounds[clients, name], strict=True))
            errors = sum(one[3] for one in rounds[clients, name])
            print(f"{name:28} {clients:8} {speed:9.0f} {speed / limit:9.2f} {middle:10.2f} {slow:8.2f} {errors:7}")


def main():
    need("nginx", "postgresql", "wrk")
    with tempfile.TemporaryDirectory(prefix="load-", dir="/tmp") as name, ExitStack() as servers:
        folder, port = Path(name), free_port()
        database = servers.enter_context(postgresql())
        ours = environment(folder, database, PORT=str(port), WORKERS=str(WORKERS), BEHIND_PROXY="true")
        set_up(ours)
        command = [sys.executable, "manage.py", "serve"]
        application = servers.enter_context(running(command, port, ours))
        body = ask(application)
        ports = {
            "nginx, the page as a file": servers.enter_context(file_server(folder, body)),
            "ours, application alone": application,
            "ours, behind shipped nginx": servers.enter_context(shipped_nginx(folder, application)),
        }
        assert {ask(one) for one in ports.values()} == {body}, "they do not send the same bytes"
        rounds: dict = {}
        for clients in (8, 32) * ROUNDS:
            for one, at in ports.items():
                rounds.setdefault((clients, one), []).append(round_of(at, clients))
        print(f"{len(body)} bytes, {ROUNDS} rounds of {SECONDS} s, {WORKERS} workers each")
        show(rounds)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    main()
