"""An article that no cache holds: queries and processor time, ours beside plain Wagtail's, on the same content.

    .venv/bin/python -m tests.load.uncached_article [--database postgresql] [--rounds 20]

The content is one long letter of the demonstration (about 1,800 words with a hero, questions, related articles and
comments). Each project answers in a process of its own, in turns, so that what else the machine does falls on both.
``first`` is an article that the process has not drawn before, ``again`` one whose unchanged pieces it still keeps
(cms/pages/kept.py); ``kept`` is the same, put into the page cache besides, as a server does. It is measured in a
second half, because the page cache stays awake then. Ends with 1 when ours asks more than 10 queries or ``again``
costs more than a third.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from . import throw_away

ROOT = Path(__file__).resolve().parents[2]
PRACTICE, ARTICLE = "tideswell", "/articles/lying-awake/"
FOLDER = ROOT / "cms" / "demo" / "practices" / PRACTICE
EACH_ROUND = 5
MOST_QUERIES, MOST_OF_PLAIN = 10, 1 / 3
SET_UP_OURS = """
import django; django.setup()
from django.core.management import call_command
from sites.scoping import across_practices
with across_practices():
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
call_command("load_demo", "{practice}", verbosity=0)
"""
SET_UP_PLAIN = """
import django; django.setup()
from pathlib import Path
from tests.load.plain_wagtail.filling import fill
fill(Path("{folder}"))
"""


def ours(folder: str, database: str | None) -> dict:
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "ANTEROOM_DATA_DIR": folder,
        "PUBLIC_PORT": "80",
        "PERIODIC_IN_PROCESS": "false",
    } | ({"DATABASE_URL": database} if database else {})


def plain(folder: str, database: str | None) -> dict:
    settings = {"DJANGO_SETTINGS_MODULE": "tests.load.plain_wagtail.settings", "PLAIN_DATA_DIR": folder}
    return settings | ({"PLAIN_DATABASE_URL": database} if database else {})


class Project:
    """One of the two, in a process of its own."""

    def __init__(self, environment: dict, set_up: str, address: str):
        self.environment = {**os.environ, **environment}
        self.environment.pop("REDIS_URL", None)
        subprocess.run([sys.executable, "-c", set_up], cwd=ROOT, env=self.environment, check=True)
        command = [sys.executable, "-m", "tests.load.one_page", address]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, **pipes)
        self.facts = json.loads(self.process.stdout.readline())

    def costs(self, how: str = "again") -> list[float]:
        """Milliseconds of one round's answers."""
        self.process.stdin.write(f"{EACH_ROUND} {how}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def measured(us: Project, them: Project, rounds: int) -> dict[str, float]:
    """The medians in milliseconds, of rounds that take turns, and of ``plain`` those of the first half."""
    found = {"plain": [], "again": [], "first": [], "plain beside kept": [], "kept": []}
    for _ in range(rounds):
        found["plain"] += them.costs()
        found["again"] += us.costs()
        found["first"] += us.costs("first")
    for _ in range(rounds):
        found["plain beside kept"] += them.costs()
        found["kept"] += us.costs("kept")
    return {name: median(costs) for name, costs in found.items()}


def report(us: Project, them: Project, found: dict[str, float]) -> bool:
    print(f"{'':24}{'queries':>8}{'CPU, ms':>9}{'of plain':>10}{'bytes':>9}")
    rows = [
        ("plain Wagtail", them, "plain", "plain"),
        ("ours, drawn first", us, "first", "plain"),
        ("ours, drawn again", us, "again", "plain"),
        ("ours, again and kept", us, "kept", "plain beside kept"),
    ]
    for words, project, name, beside in rows:
        share = found[name] / found[beside]
        print(f"{words:24}{project.facts['queries']:8}{found[name]:9.1f}{share:10.2f}{project.facts['bytes']:9}")
    return us.facts["queries"] <= MOST_QUERIES and found["again"] <= found["plain"] * MOST_OF_PLAIN


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with ExitStack() as stack:
        folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(2)]
        databases = [None, None]
        if options.database == "postgresql":
            databases = [stack.enter_context(throw_away.postgresql(name)) for name in ("anteroom", "plain")]
        host = f"http://{PRACTICE}.anteroom.localhost"
        us = Project(ours(folders[0], databases[0]), SET_UP_OURS.format(practice=PRACTICE), f"{host}{ARTICLE}")
        stack.callback(us.end)
        setting = plain(folders[1], databases[1])
        them = Project(setting, SET_UP_PLAIN.format(folder=FOLDER), f"http://plain.localhost{ARTICLE}")
        stack.callback(them.end)
        good = report(us, them, measured(us, them, options.rounds))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
