"""What a page costs with one practice and with ten thousand: CPU, queries, memory, measured side by side.

    .venv/bin/python -m tests.load.growth --practices 1 100 10000 --articles 20

One PostgreSQL with a database for each number, one process for each; the same work is done in turn at all of them, so
that other work on the machine hits all alike. Prints the CPU (this program's and PostgreSQL's together) with its ratio
to the first, and ends with 1 when it or the number of queries grows (``MOST``), or memory passes ``MOST_MEMORY``.
With ``--against`` the databases have different numbers of articles too; a million against ten thousand, within twice:

    .venv/bin/python -m tests.load.growth --against 100x100 10000x100 --short --most 2
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from . import throw_away

MOST = 1.1
MOST_MEMORY = 250  # MB of a process
# Where the number of practices is what is listed; shown without being judged.
LISTS = {"of 1,000: desk", "of 1,000: practices", "operator: practices", "periodic round"}
PLAIN = "anteroom"


class Serving:
    """A process of growth_actions.py at one database."""

    def __init__(self, name: str, address: str, folder: str):
        self.name = name
        command = [sys.executable, "-m", "tests.load.growth_actions"]
        environment = {**os.environ, **environment_of(address, folder)}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, env=environment, **pipes)
        self.work = json.loads(self.process.stdout.readline())

    def ask(self, kind: str, work: str = "") -> dict:
        print(kind, work, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def environment_of(address: str, folder: str) -> dict:
    return {"DATABASE_URL": address, "ANTEROOM_DATA_DIR": folder, "LINK_CHECKS": "false"}


def fill(server: str, sizes: list[tuple[int, int]], folder: str, *, short: bool) -> dict[str, str]:
    """A database for each number of practices and articles, by name its address."""
    found = {}
    for practices, articles in sizes:
        name = f"practices_{practices}x{articles}"
        found[f"{practices:,} × {articles}"] = address = f"{server.rpartition('/')[0]}/{name}"
        subprocess.run(["psql", "-q", server, "-c", f"CREATE DATABASE {name}"], check=True)
        command = [sys.executable, "-m", "tests.load.many_practices", "--superuser", "postgres"]
        command += ["--practices", str(practices), "--articles", str(articles), *(["--short"] if short else [])]
        subprocess.run(command, env={**os.environ, **environment_of(address, folder)}, check=True)
    return found


def measure(served: list[Serving], rounds: int, only: str, most: float) -> bool:
    """Print the table. Whether nothing grows."""
    print(f"{'CPU, ms':22}" + "".join(f"{one.name:>22}" for one in served) + "   queries")
    good = True
    for work in served[0].work:
        if only and only not in work:
            continue
        good &= line(work, served, rounds, most)
    taken = [one.ask("memory")["memory"] for one in served]
    print(f"{'memory, MB':22}" + "".join(f"{memory:22.0f}" for memory in taken))
    return good and max(taken) < MOST_MEMORY


def line(work: str, served: list[Serving], rounds: int, most: float) -> bool:
    numbers = [one.ask("queries", work) and one.ask("queries", work)["queries"] for one in served]
    costs = [[] for _ in served]
    for turn in range(rounds):
        order = list(zip(served, costs, strict=True))
        for one, found in order if turn % 2 else reversed(order):
            found.append(one.ask("cost", work))
    quick = [quick_half(found) for found in costs]
    cells = [f"{here + there:8.1f} ({there:5.1f}) ×{(here + there) / sum(quick[0]):4.2f}" for here, there in quick]
    grows = sum(quick[-1]) > most * sum(quick[0]) or len(set(numbers)) > 1
    is_judged = work not in LISTS
    remark = ("  GROWS" if grows else "") if is_judged else "  (a list)"
    print(f"{work:22}" + "".join(f"{cell:>22}" for cell in cells) + f"   {numbers}{remark}", flush=True)
    return not (grows and is_judged)


def quick_half(found: list[dict]) -> tuple[float, float]:
    """The mean of the quicker half: here and in PostgreSQL. What disturbs only ever adds."""
    found = sorted(found, key=lambda one: one["here"] + one["postgresql"])[: max(1, len(found) // 2)]
    return tuple(sum(one[name] for one in found) / len(found) for name in ("here", "postgresql"))


def main():
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--practices", type=int, nargs="+", default=[1, 100, 10_000])
    asked.add_argument("--articles", type=int, default=20)
    asked.add_argument(
        "--against", nargs="+", default=[], help="sizes like 100x100 10000x100, in place of the two above"
    )
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--only", default="", help="a part of the name of the work")
    asked.add_argument("--short", action="store_true", help="short articles: less time to make, less disk")
    asked.add_argument("--most", type=float, default=MOST, help="how many times the first's CPU the last may take")
    asked.add_argument("--databases", nargs="*", default=[], help="addresses of databases that are filled already")
    args = asked.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in args.against]
    sizes = sizes or [(number, args.articles) for number in args.practices]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="growth-"))
        addresses = {address.rpartition("/")[2]: address for address in args.databases}
        if not addresses:
            server = stack.enter_context(throw_away.postgresql(PLAIN))
            addresses = fill(server, sizes, folder, short=args.short)
        served = [Serving(name, address, folder) for name, address in addresses.items()]
        for one in served:
            stack.callback(one.end)
        sys.exit(0 if measure(served, args.rounds, args.only, args.most) else 1)


if __name__ == "__main__":
    main()
