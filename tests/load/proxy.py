"""The shipped nginx configuration before an application that keeps the page cache's contract, against a plain file.

.venv/bin/python -m tests.load.proxy
"""

import os
import re
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from . import servers
from .throw_away import HERE

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx.conf"
TAG = '"one"'


def contract(environ, start_response):
    """What the page cache answers: keep it until this second ends, then ask again whether it is still good."""
    headers = [
        ("X-Accel-Expires", f"@{int(time.time())}"),
        ("Cache-Control", "no-cache"),
        ("ETag", TAG),
        ("Vary", "Accept-Encoding"),
        ("Content-Type", "text/html"),
    ]
    if environ.get("HTTP_IF_NONE_MATCH") == TAG:
        start_response("304 Not Modified", headers)
        return []
    if environ["PATH_INFO"] == "/never":
        headers = headers[1:]
    start_response("200 OK", [*headers, ("Content-Length", str(len(servers.BODY)))])
    return [servers.BODY]


def adapted(port: int, hosts: list[str], folder: str) -> str:
    """The shipped configuration with this machine's ports and folders; each host as address and port."""
    text = CONFIGURATION.read_text().replace("listen 8080 default_server", f"listen {HERE}:{port} default_server")
    named = [f"127.0.0.1:{8000 + number} " for number in range(2)]
    for name in named[len(hosts) :]:
        text = re.sub(rf" *server {re.escape(name)}.*\n", "", text)
    for name, host in zip(named, hosts, strict=False):
        text = text.replace(name, f"{host} ")
    text = text.replace("/tmp/", f"{folder}/").replace("/run/anteroom", folder).replace("/srv/anteroom", folder)  # noqa: S108
    return "daemon off;\n" + text.replace("worker_processes auto", f"worker_processes {servers.WORKERS}")


@contextmanager
def before(hosts: list[int]):
    """The port and the process of nginx before these application hosts."""

    def nginx(port: int, folder: str, app: str) -> list[str]:
        os.chmod(folder, 0o777)  # noqa: S103  (nginx's workers are somebody else)
        (Path(folder) / "nginx.conf").write_text(adapted(port, [f"{HERE}:{host}" for host in hosts], folder))
        return ["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]

    with servers.started(nginx, "", "localhost", "/page.html") as (port, pid):
        yield port, pid


def main():
    app, rounds = "tests.load.proxy:contract", {}
    with ExitStack() as stack:
        hosts = [stack.enter_context(servers.started(servers.granian, app, "localhost", "/"))[0] for _ in range(2)]
        running = {
            "nginx, a file": stack.enter_context(servers.started(servers.nginx, app, "localhost", "/page.html")),
            "shipped nginx": stack.enter_context(before(hosts)),
        }
        for clients in (8, 32) * servers.ROUNDS:
            for name, (port, pid) in running.items():
                one = servers.round_of(port, pid, clients, "localhost", "/page.html")
                rounds.setdefault((clients, name), []).append(one)
    servers.show(rounds, list(running))


if __name__ == "__main__":
    main()
