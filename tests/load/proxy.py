"""The shipped nginx configuration before an application that keeps the page cache's contract, against a plain file.

.venv/bin/python -m tests.load.proxy
"""

import getpass
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
    """The shipped configuration with this machine's ports and folders, run by who starts it; hosts as address and port.

    nginx's own processes stay in the group of the first one, and may read the folder whoever it belongs to.
    """
    text = CONFIGURATION.read_text()
    named = [f"127.0.0.1:{8000 + number} " for number in range(2)]
    for name in named[len(hosts) :]:
        text = re.sub(rf" *server {re.escape(name)}.*\n", "", text)
    for written, here in (
        *((name, f"{host} ") for name, host in zip(named, hosts, strict=False)),
        ("listen 8080 default_server", f"listen {HERE}:{port} default_server"),
        ("worker_processes auto", f"worker_processes {servers.WORKERS}"),
        *((path, folder) for path in ("/tmp", "/run/anteroom", "/srv/anteroom")),  # noqa: S108  (the shipped file's own)
    ):
        assert written in text, f"{CONFIGURATION.name} does not say {written!r} any more"
        text = text.replace(written, here)
    return f"daemon off; user {getpass.getuser()};\n{text}"


def shipped(port: int, hosts: list[str], folder: Path) -> list[str]:
    """The command that runs nginx, as it is shipped, before these hosts. Writes its configuration into the folder."""
    config = folder / "shipped.conf"
    config.write_text(adapted(port, hosts, str(folder)))
    return ["nginx", "-e", str(folder / "nginx.log"), "-c", str(config)]


@contextmanager
def before(hosts: list[int]):
    """The port and the process of nginx before these application hosts."""

    def nginx(port: int, folder: str, app: str) -> list[str]:
        return shipped(port, [f"{HERE}:{host}" for host in hosts], Path(folder))

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
