"""A process of its own: many requests to two practices at once, through the WSGI handler, a connection for each thread.

Started by test_interleaving.py with what to ask as JSON on standard input; what went wrong is written as JSON.
"""

import json
import random
import sys
import threading
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from django.conf import settings
from django.db import connections

from cms.wsgi import application
from sites.scoping import Kind, current_scope

THREADS, REQUESTS = 4, 200


def environ(ask: dict) -> dict:
    """What a server hands to the application."""
    path, _, query = ask["path"].partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": ask["host"],
        "SERVER_PORT": "80",
        "HTTP_HOST": ask["host"],
        "HTTP_COOKIE": ask["cookies"],
        "REMOTE_ADDR": "192.0.2.17",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def answer(ask: dict) -> tuple[int, str]:
    """Status and body, read chunk by chunk as a server does."""
    statuses = []
    body = application(environ(ask), lambda status, headers, error=None: statuses.append(int(status[:3])))
    try:
        text = b"".join(body).decode(errors="replace")
    finally:
        if hasattr(body, "close"):
            body.close()
    return statuses[0], text


def faults(ask: dict) -> list[str]:
    """What is wrong with one answer."""
    status, text = answer(ask)
    found = []
    if status != ask["status"]:
        found.append(f"{status}")
    if ask["theirs"] in text:
        found.append("holds a word of the other practice")
    if ask["own"] and ask["own"] not in text:
        found.append("holds no word of its own")
    if current_scope().kind is not Kind.UNSET:
        found.append(f"left the scope {current_scope().kind}")
    return [f"{ask['host']}{ask['path']}: {fault}" for fault in found]


def main():
    wanted = json.load(sys.stdin)
    Path(settings.MEDIA_ROOT).rmdir()  # made anew for each process that tests; the files are in the first one's
    settings.MEDIA_ROOT, asks = wanted["media_root"], wanted["asks"]
    random.Random(20260721).shuffle(asks)
    asks = (asks * (REQUESTS // len(asks) + 1))[:REQUESTS]
    found, together = [], threading.Barrier(THREADS)
    sys.setswitchinterval(1e-5)  # threads take turns as often as they can

    def work(number):
        together.wait()
        for ask in asks[number::THREADS]:
            try:
                found.extend(faults(ask))
            except Exception as error:
                found.append(f"{ask['host']}{ask['path']}: {error!r}")
        connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps({"asked": len(asks), "faults": found}))


if __name__ == "__main__":
    main()
