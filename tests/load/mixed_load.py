"""The production stack under mixed load for an hour: no error, nothing lost, memory flat.

    .venv/bin/python -m tests.load.mixed_load [minutes, else 60]

PostgreSQL, Redis, nginx, two workers, a task worker and the periodic process. Readers read, search, take feeds and
pictures, comment and ask for appointments; editors save, publish, look and approve. Prints a line each minute, and at
the end what held; ends with 1 if anything did not. Slow is no error, but no answer within people.PATIENCE is one.
"""

import re
import secrets
import statistics
import sys
import time
from collections import defaultdict
from functools import partial
from types import SimpleNamespace

from . import at_work
from .cached_article import HOST, PRACTICE
from .people import TOKEN, Browser, Commenter, Crowd, Editor, Sent, new_network
from .production import stack
from .throw_away import HERE, free_port
from .watching import Watching, errors_in

MINUTES, WORKERS = 60, 2
ASKS_FOR_REQUESTS = "lindgate"
PICTURE = re.compile(r"/media/[\w./-]+")
SECONDS_OF_A_COMMENT = 75  # on one article: 60 an hour are taken of each (COMMENT_LIMITS)
DECIDE = re.compile(r"/admin/comments/(\d+)/decide/")
# What each piece of work is answered with when all is well.
GOOD = {"comment": {303}, "request": {303}, "draft": {302}, "publish": {302}, "approve": {302}}


class Requester:
    """Asks for an appointment through the reader's form, with the sum that a browser works out."""

    def __init__(self, address: str, offer, host: str):
        self.address, self.offer, self.host = address, offer, host

    def write(self) -> list[Sent]:
        from tests.cms.booking_requests.conftest import filled, worked_out

        browser, mark = Browser(self.address, self.host, new_network()), f"Mark {secrets.token_hex(8)}"
        form = browser.ask_twice(f"/book/{self.offer.slug}/")
        token = TOKEN.search(form.text)
        if token is None:
            return [Sent("request, form", mark, False, form.status)]
        sums = {"form_token": token[1], "proof": worked_out(self.offer, token[1])}
        time.sleep(3.2)
        answer = browser.ask(f"/book/{self.offer.slug}/request/", filled(self.offer, name=mark, **sums))
        return [Sent("request", mark, answer.status == 303, answer.status, answer.text)]


class Load:
    """Everybody, each at a rate of their own, and what came of it by the kind of work: moment, status, seconds."""

    def __init__(self, world):
        self.world, self.crowd = world, Crowd()
        self.answers, self.sent = defaultdict(list), []
        self._readers()
        self._writers()
        self._at_work()

    def _add(self, kind: str, path: str, every: float, cookies=""):
        browser = Browser(self.world.nginx, HOST, cookies=cookies)
        self.crowd.add(partial(self._read, kind, browser, path), every)

    def _read(self, kind: str, browser: Browser, path: str) -> list:
        self._note(kind, browser.ask(path))
        return []

    def _note(self, kind: str, answer):
        self.answers[kind].append((time.monotonic(), answer.status, answer.seconds))

    def _readers(self):
        for article in self.world.articles:
            self._add("article", article.path, 0.5)
        for path in ("/", "/articles/"):
            self._add("list", path, 1)
        for path in ("/feed.atom", "/sitemap.xml"):
            self._add("feed", path, 5)
        for path in self.world.pictures:
            self._add("picture", path, 3)
        self._add("search", "/search/?q=night", 4)
        self._add("not kept", f"{self.world.articles[0].path}?comment=new", 4)

    def _writers(self):
        number = len(self.world.articles)
        for article in self.world.articles:
            commenter = Commenter(self.world.nginx, article)
            self.crowd.add(partial(self._write, commenter), max(SECONDS_OF_A_COMMENT, 12 * number))
        for offer in self.world.offers:
            requester = Requester(self.world.nginx, offer, self.world.requests_host)
            self.crowd.add(partial(self._write, requester), 20 * len(self.world.offers))
        editor = Editor(self.world.nginx, self.world.articles[1], self.world.session)
        self.crowd.add(partial(self._write, editor), 6)
        publisher = Editor(self.world.nginx, self.world.articles[2], self.world.session)
        self.crowd.add(partial(self._write, publisher, publish=True), 30)

    def _write(self, writer, **how) -> list:
        began = time.perf_counter()
        sent = writer.write(**how)
        for one in sent:
            one.text = "" if one.is_taken else one.text[:2000]
            kind = "publish" if how.get("publish") else one.kind
            self.answers[kind].append((one.at, one.status, time.perf_counter() - began))
        self.sent += sent
        return []

    def _at_work(self):
        cookies = self.world.session.cookies
        for kind, path, every in (
            ("explorer", f"/admin/pages/{self.world.articles[0].above}/", 10),
            ("editor", self.world.articles[3].edit, 15),
            ("first page", "/admin/", 20),
        ):
            self._add(kind, path, every, cookies)
        moderator = Browser(self.world.nginx, HOST, cookies=cookies)
        self.crowd.add(partial(self._approve, moderator), 15)

    def _approve(self, browser: Browser) -> list:
        """The comment that waits longest, as the button in the list does it."""
        queue = browser.ask("/admin/comments/")
        self._note("queue", queue)
        if found := DECIDE.search(queue.text):
            form = next(iter(self.world.session.forms.values()))
            fields = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"], "how": "approve", "seen": "held"}
            self._note("approve", browser.ask(found[0], fields))
        return []


def prepare(made) -> SimpleNamespace:
    made.add_host("serve", HERE, free_port(), WORKERS)
    made.add_nginx()
    made.add_workers()
    made.wait()
    world = at_work.places()
    world.nginx, world.requests_host = f"{HERE}:{made.nginx_port}", HOST.replace(PRACTICE, ASKS_FOR_REQUESTS)
    world.asked, world.offers = _offers()
    print(f"Waiting for what loading the demonstration has left to do: {left_in_queue(900)}", flush=True)
    world.pictures = _pictures(world)
    return world


def _pictures(world) -> list[str]:
    """Some that an article shows. They are made in the background."""
    page = Browser(world.nginx).ask(world.articles[0].path).text
    found = sorted(set(PICTURE.findall(page)))[:4]
    if not found:
        raise RuntimeError(f"No picture is shown at {world.articles[0].path}")
    return found


def _offers():
    from cms.booking.models import BookingOffer
    from sites.models import Practice
    from sites.scoping import across_practices, in_practice

    with across_practices():
        practice = Practice.objects.get(slug=ASKS_FOR_REQUESTS)
    with in_practice(practice):
        return practice, list(BookingOffer.objects.filter(way=BookingOffer.Way.REQUEST))


def left_in_queue(longest=60) -> tuple[int, int]:
    """Tasks that wait or run after so many seconds, and those that failed."""
    from django_tasks_db.models import DBTaskResult

    from sites.scoping import across_practices

    with across_practices():
        for _ in range(longest):
            waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count()
            if not waiting:
                break
            time.sleep(1)
        return waiting, DBTaskResult.objects.filter(status="FAILED").count()


def is_bad(kind: str, status: int) -> bool:
    return status not in GOOD.get(kind, {200})


def at_people(load: Load) -> list[tuple[bool, str, str]]:
    """Each kind of work: whether all of it was answered as it should be, and how fast."""
    found = []
    for kind, answers in sorted(load.answers.items()):
        seconds = sorted(one[2] for one in answers)
        bad = [status for _, status, _ in answers if is_bad(kind, status)]
        slow = seconds[int(len(seconds) * 0.99)]
        figures = f"{len(answers)}, median {1000 * statistics.median(seconds):.0f} ms, p99 {1000 * slow:.0f} ms"
        found.append((not bad, kind, f"{figures}{f'; not well: {sorted(set(bad))} × {len(bad)}' if bad else ''}"))
    return found


def at_rest(made, world, load: Load) -> list[tuple[bool, str, str]]:
    """What is stored of the writes, what is left in the queue, and what the logs say."""
    found = []
    for practice in (world.practice, world.asked):
        kinds = {"request"} if practice is world.asked else {"comment", "draft"}
        sent = [one for one in load.sent if one.kind in kinds]
        lost, doubled = at_work.lost_and_doubled(practice, sent)
        figures = f"{len(lost)} lost, {len(doubled)} stored twice, of {sum(one.is_taken for one in sent)}"
        found.append((bool(sent) and not lost and not doubled, f"writes at {practice.slug}", figures))
    waiting, failed = left_in_queue()
    found.append((not waiting and not failed, "tasks", f"{waiting} left, {failed} failed"))
    wrong = errors_in(part.log for part in made.parts.values())
    found.append((not wrong, "errors in the logs", "\n".join([str(len(wrong)), *wrong[:10]])))
    return found


def tell_by_the_minute(made, load: Load, watching: Watching, minutes: float):
    """Until the time is over: a line each minute with what was asked, what was wrong, and the memory of each part."""
    until, minute = time.monotonic() + 60 * minutes, 0
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(60, left))
        minute += 1
        answers = [(kind, status) for kind, found in list(load.answers.items()) for _, status, _ in list(found)]
        bad = sorted({f"{kind} {status}" for kind, status in answers if is_bad(kind, status)})
        logged = len(errors_in(part.log for part in made.parts.values()))
        said = f"{len(answers)} requests, {sum(one.is_taken for one in list(load.sent))} writes taken"
        said += f", {sum(is_bad(*one) for one in answers)} not well {bad or ''}, {logged} errors logged"
        print(f"{time.strftime('%H:%M:%S')} minute {minute}: {said}; MB: {watching.latest()}", flush=True)


def main(minutes=MINUTES):
    with stack() as made:
        world = prepare(made)
        pids = {name: part.process.pid for name, part in made.parts.items()}
        pids["PostgreSQL"] = int((made.database.folder / "db" / "postmaster.pid").read_text().splitlines()[0])
        load = Load(world)
        with Watching(pids) as watching, load.crowd:
            tell_by_the_minute(made, load, watching, float(minutes))
        memory = [(is_flat, f"memory of {name}", figures) for is_flat, name, figures in watching.table()]
        table = [*at_people(load), *at_rest(made, world, load), *memory]
    print(f"{minutes} minutes, {sum(map(len, load.answers.values()))} requests")
    print("\n".join(f"{'ok  ' if holds else 'FAIL'} {what:28} {found}" for holds, what, found in table))
    all_hold = all(holds for holds, _, _ in table)
    print("All of it held." if all_hold else "Something did not hold.")
    sys.exit(0 if all_hold else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
