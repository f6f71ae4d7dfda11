"""Two application hosts, one PostgreSQL, one Redis, nginx in front: what readers and writers see when something dies.

    .venv/bin/python -m tests.load.two_hosts [publishes, else 100]

Each host is a network namespace (root only). Ends with 1 when something does not hold; everything is cleared up, also
what an earlier run has left. The address of each part is that of two_networks.py.
"""

import re
import secrets
import statistics
import sys
import threading
import time
from functools import partial
from types import SimpleNamespace

from . import at_work, two_networks
from .cached_article import HOST
from .needed import need
from .people import Browser, Commenter, Crowd, Editor
from .production import PORT, stack

PUBLISHES = 100
LONGEST = 1.0  # seconds from the answer to the one who published until readers of any host see it
BEFORE, AFTER, AWAY = 4, 8, 10  # seconds of load before and after a death, and those for which Redis is away
AWAY_OF_POSTGRESQL = 5
SENTENCE = "try (it )?again in a minute"
rows: list[tuple[bool, str, str]] = []


def told(holds: bool, what: str, found: str):
    rows.append((holds, what, found))
    print(f"{'ok  ' if holds else 'FAIL'} {what}: {found}", flush=True)


# --- a publish on one host, seen on both ---


def publish_and_watch(world, number: int) -> dict:
    """Seconds from the answer to the publisher until each place shows the new title to a reader."""
    at = list(world.hosts.values())[number % 2]
    article, mark = world.articles[0], f"Mark {secrets.token_hex(8)}"
    fields = {**world.session.forms[article.pk], "title": f"{article.title} {mark}", "action-publish": "action-publish"}
    answer = Browser(f"{at}:{PORT}", world.host, cookies=world.session.cookies).ask(article.edit, fields)
    answered_at = time.perf_counter()
    if answer.status != 302:
        raise RuntimeError(f"The publish was answered with {answer.status}")
    seen = {}
    places = {"the other host" if a != at else "the host itself": f"{a}:{PORT}" for a in world.hosts.values()}
    places["nginx"] = world.nginx
    watchers = [
        threading.Thread(target=_watch, args=(world, name, address, mark, answered_at, seen))
        for name, address in places.items()
    ]
    for one in watchers:
        one.start()
    for one in watchers:
        one.join()
    return seen


def _watch(world, name, address, mark, answered_at, seen):
    reader = Browser(address, world.host)
    while time.perf_counter() < answered_at + 10:
        asked_at = time.perf_counter()
        if mark in reader.ask(world.articles[0].path).text:
            seen[name] = time.perf_counter() - answered_at
            return
        time.sleep(max(0.0, 0.01 - (time.perf_counter() - asked_at)))
    seen[name] = float("inf")


def publishing(world, times: int):
    """Publish so many times; readers look at every place meanwhile, so that the page is kept there."""
    found = []
    for number in range(times):
        for address in world.places:
            Browser(address, world.host).ask(world.articles[0].path)
        found.append(publish_and_watch(world, number))
    for name in found[0]:
        seconds = sorted(one[name] for one in found)
        within = sum(one <= LONGEST for one in seconds)
        p99 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))]
        figures = f"median {statistics.median(seconds):.3f} s, p99 {p99:.3f} s, max {seconds[-1]:.3f} s"
        told(within == times, f"a publish is seen at {name} within a second", f"{within} of {times}; {figures}")


# --- deaths under load ---


def crowd(world, tries=1) -> tuple[Crowd, Crowd]:
    """Readers of all articles and of a search; three who comment, two who save drafts."""
    readers, writers = Crowd(), Crowd()
    paths = [*(one.path for one in world.articles), "/", "/search/?q=night"]
    for path in paths:
        reader = Browser(world.nginx, world.host)
        every = 1 if "?" in path else 0.1
        readers.add(lambda reader=reader, path=path: [(time.monotonic(), path, reader.ask_twice(path))], every)
    for article in world.articles[:3]:
        commenter = Commenter(world.nginx, article, world.host)
        writers.add(partial(commenter.write, tries), every=4)
    for article in world.articles[3:5]:
        editor = Editor(world.nginx, article, world.session, world.host)
        writers.add(partial(editor.write, tries), every=1.5)
    return readers, writers


def under_load(world, what: str, happen):
    """Let it happen while people read and write, and see what came of it."""
    readers, writers = crowd(world)
    with readers, writers:
        time.sleep(BEFORE)
        happen()
        time.sleep(AFTER)
    answers = [answer for _, _, answer in readers.found]
    uncured = [answer.status for answer in answers if answer.is_error]
    cured = sum("first" in answer.headers for answer in answers) - len(uncured)
    slowest = max(answer.seconds for answer in answers)
    read = f"{len(uncured)} of {len(answers)} ({cured} cured by a retry; slowest {slowest:.1f} s)"
    told(not uncured, f"{what}: readers' errors that a retry did not cure", read)
    writes(world, what, writers.found)
    return readers, writers


def writes(world, what: str, sent):
    lost, doubled = at_work.lost_and_doubled(world.practice, sent)
    taken = [one for one in sent if one.is_taken]
    refused = sorted(f"{one.kind} {one.status}" for one in sent if not one.is_taken)
    counted = ", ".join(f"{refused.count(one)} × {one}" for one in dict.fromkeys(refused)) or "none"
    told(bool(taken) and not lost, f"{what}: writes lost", f"{len(lost)} of {len(taken)} (not taken: {counted})")
    told(not doubled, f"{what}: writes stored twice", str(len(doubled)))


def host_dies(world, name: str):
    def happen():
        two_networks.kill(name)
        time.sleep(3)
        world.stack.parts[name].start()
        world.stack.wait(f"{world.hosts[name]}:{PORT}")

    under_load(world, f"{name} killed", happen)


def redis_dies(world):
    def happen():
        world.stack.parts["redis"].kill()
        time.sleep(AWAY)
        world.stack.parts["redis"].start()

    _, writers = under_load(world, "Redis killed", happen)
    refused = [one for one in writers.found if not one.is_taken]
    told(not refused, "Redis killed: writers who were refused", str(len(refused)))


def postgresql_restarts(world):
    """Cached pages go on; who writes gets a sentence, and can do it again."""
    readers, writers = crowd(world, tries=40)
    moments = []

    def note():
        moments.append(time.monotonic())

    with readers, writers:
        time.sleep(BEFORE)
        note()
        world.stack.database.stop()
        time.sleep(AWAY_OF_POSTGRESQL)
        note()
        world.stack.database.start()
        time.sleep(AFTER + 4)
    _seen_meanwhile(world, readers, writers, *moments)


def _seen_meanwhile(world, readers, writers, gone_at: float, back_at: float):
    cached = {one.path for one in world.articles} | {"/"}
    read = [(gone_at <= at <= back_at, answer) for at, path, answer in readers.found if path in cached]
    bad = [answer.status for _, answer in read if answer.status != 200]
    away = [answer.seconds for is_away, answer in read if is_away and answer.status == 200]
    found = f"{len(away)} while it was (slowest {max(away, default=0):.1f} s); {len(bad)} not"
    told(bool(away) and not bad, "PostgreSQL away: readers of cached pages get 200", found)
    statuses = sorted({answer.status for at, path, answer in readers.found if path not in cached and at >= gone_at})
    told(set(statuses) <= {200, 503}, "PostgreSQL away: a search is answered with", str(statuses))
    refused = [one for one in writers.found if not one.is_taken]
    others = sorted(
        {f"{one.kind} {one.status}" for one in refused if not (one.status == 503 and re.search(SENTENCE, one.text))}
    )
    counted = f"{len(refused)} {others or ''}"
    told(bool(refused) and not others, "PostgreSQL away: writers get 503 with a sentence", counted)
    again = [one for one in writers.found if one.is_taken and one.at > back_at]
    told({one.kind for one in again} == {"comment", "draft"}, "PostgreSQL back: writes taken", str(len(again)))
    writes(world, "PostgreSQL restarted", writers.found)


def prepare(made, hosts) -> SimpleNamespace:
    for name, address in hosts.items():
        made.add_host(name, address, PORT, 1, lambda command, name=name: two_networks.inside(name, command))
    made.add_nginx()
    made.add_workers()
    made.wait()
    world = at_work.places()
    world.stack, world.hosts, world.nginx = made, hosts, f"127.0.0.1:{made.nginx_port}"
    world.host = HOST
    world.places = [*made.hosts, world.nginx]
    return world


def main(times=PUBLISHES):
    need("ip", "nginx", "postgresql", "redis-server")
    try:
        with two_networks.two_networks() as hosts, stack(two_networks.MIDDLE) as made:
            world = prepare(made, hosts)
            publishing(world, int(times))
            for name in hosts:
                host_dies(world, name)
            redis_dies(world)
            postgresql_restarts(world)
    except two_networks.NotRoot as error:
        sys.exit(str(error))
    print("\n".join(f"{'ok  ' if holds else 'FAIL'} {what:72} {found}" for holds, what, found in rows))
    sys.exit(0 if all(holds for holds, _, _ in rows) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
