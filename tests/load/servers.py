"""The servers side by side: nginx with the bytes as a file, gunicorn and granian with the same bytes from a function.

    .venv/bin/python -m tests.load.servers                                     the bare function
    .venv/bin/python -m tests.load.servers cms.wsgi:application HOST /path/    ours, set up by the environment

Rounds are interleaved; of each server the median of its rounds is shown, and its CPU time for a request.
"""

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
from .throw_away import HERE, free_port

BODY = os.urandom(9000).hex()[:12_000].encode()  # 12 KB, what a finished article has when it is compressed
ROUNDS, SECONDS, WORKERS, THREADS = 5, 3, 2, 4
TICK = os.sysconf("SC_CLK_TCK")
NGINX = """
daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen {here}:{port}; root {folder}; }} }}
"""


def bare(environ, start_response):
    """A WSGI application that has the answer already."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def nginx(port: int, folder: str, app: str) -> list[str]:
    (Path(folder) / "page.html").write_bytes(BODY)
    config = Path(folder) / "nginx.conf"
    config.write_text(NGINX.format(workers=WORKERS, folder=folder, here=HERE, port=port))
    os.chmod(folder, 0o755)  # noqa: S103  (nginx's workers are somebody else)
    return ["nginx", "-e", f"{folder}/error.log", "-c", str(config)]


def gunicorn(port: int, folder: str, app: str) -> list[str]:
    options = ["--workers", str(WORKERS), "--threads", str(THREADS), "--bind", f"{HERE}:{port}", "--log-level", "error"]
    kept = ["--worker-class", "gthread", "--no-control-socket", "--keep-alive", "75"]
    return [sys.executable, "-m", "gunicorn", app, *kept, *options]


def granian(port: int, folder: str, app: str) -> list[str]:
    options = ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--host", HERE, "--port", str(port)]
    kept = ["--interface", "wsgi", "--http", "1", "--runtime-mode", "st", "--log-level", "error"]
    return [sys.executable, "-m", "granian", app, *kept, *options]


SERVERS = {"nginx, a file": nginx, "gunicorn gthread": gunicorn, "granian": granian}


@contextmanager
def started(command, app: str, host: str, path: str):
    """The port and the process of a server that answers."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="load-", dir="/tmp") as folder:
        process = subprocess.Popen(command(port, folder, app), stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            _wait(port, host, path)
            yield port, process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(port: int, host: str, path: str):
    for _ in range(300):
        try:
            return urlopen(Request(f"http://{HERE}:{port}{path}", headers={"Host": host}), timeout=20).read()
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"Nothing answers at port {port}")


def seconds_of(pid: int) -> float:
    """CPU time of a process and its children, in seconds."""
    pids = [pid, *map(int, subprocess.run(["pgrep", "-P", str(pid)], stdout=subprocess.PIPE).stdout.split())]
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in pids]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICK


def round_of(port: int, pid: int, clients: int, host: str, path: str) -> tuple[float, float, int]:
    """Requests a second, CPU milliseconds for each, and how many failed."""
    before = seconds_of(pid)
    command = ["wrk", f"-c{clients}", "-t2", f"-d{SECONDS}s", "-H", f"Host: {host}", f"http://{HERE}:{port}{path}"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    done = int(re.search(r"(\d+) requests in", said)[1])
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), 1000 * (seconds_of(pid) - before) / done, errors


def main(app="tests.load.servers:bare", host="localhost", path="/page.html"):
    need("nginx", "wrk")
    rounds = {}
    with ExitStack() as servers:
        running = {
            name: servers.enter_context(started(command, app, host, "/page.html" if command is nginx else path))
            for name, command in SERVERS.items()
        }
        for clients in (8, 32) * ROUNDS:
            for name, (port, pid) in running.items():
                at = "/page.html" if name.startswith("nginx") else path
                rounds.setdefault((clients, name), []).append(round_of(port, pid, clients, host, at))
    show(rounds, list(running))


def show(rounds: dict, names: list[str]):
    print(f"{'':20} {'at once':>8} {'a second':>9} {'of nginx':>9} {'CPU ms':>8} {'errors':>7}")
    for clients in (8, 32):
        limit = statistics.median(row[0] for row in rounds[clients, "nginx, a file"])
        for name in names:
            speed, cpu, _ = map(statistics.median, zip(*rounds[clients, name], strict=True))
            errors = sum(row[2] for row in rounds[clients, name])
            print(f"{name:20} {clients:8} {speed:9.0f} {speed / limit:9.2f} {cpu:8.3f} {errors:7}")


if __name__ == "__main__":
    main(*sys.argv[1:])
