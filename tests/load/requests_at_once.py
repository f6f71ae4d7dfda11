"""200 booking requests at once, 40 of them second presses, on PostgreSQL with three processes; prints what came of it.

    .venv/bin/python -m tests.load.requests_at_once

Starts PostgreSQL, a mail server that turns the first 25 letters away, and our server; all are thrown away at the end.
Ends with 1 when a request is missing or there twice, a letter is lost or sent twice, or a limit does not hold.
"""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from statistics import quantiles
from types import SimpleNamespace
from urllib.parse import urlencode

from . import throw_away

READERS, TWICE = 160, 40
REFUSED_LETTERS = 25
WORKERS, THREADS = 3, 4
HOST = "load.anteroom.localhost"


def environment(database: str, mail_port: int, folder: str) -> dict:
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
        "DATABASE_URL": database,
        "ANTEROOM_DATA_DIR": folder,
        "SECRET_KEY": "load-only-0123456789-abcdefghijklmnopqrstuvwxyz-not-a-secret",
        "REQUEST_KEYS": "load:bG9hZC1vbmx5LW5vdC1hLXNlY3JldC0wMTIzNDU2Nzg=",
        "INSTALLATION_DOMAIN": "anteroom.localhost",
        "PUBLIC_SCHEME": "http",
        "PUBLIC_PORT": "80",
        "BEHIND_PROXY": "true",  # so that each reader here can have a network of their own
        "PERIODIC_IN_PROCESS": "false",
        "SMTP_HOST": throw_away.HERE,
        "SMTP_PORT": str(mail_port),
        "SMTP_TLS": "false",
    }


def prepare() -> SimpleNamespace:
    """Tables, a practice with an owner, and an offer that is booked by request."""
    import django

    django.setup()
    from django.core.management import call_command

    from cms.booking.models import BookingOffer
    from sites.models import Membership, User
    from sites.provisioning import open_practice
    from sites.scoping import across_practices, in_practice

    with across_practices():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    practice = open_practice(slug="load", name="Load Practice", phone="+441632960001", email="hello@load.example")
    owner = User.everyone.create_user("owner@load.example", "a-long-enough-password")
    Membership.everywhere.create(practice=practice, user=owner, role="owner")
    with in_practice(practice):
        offer = BookingOffer.objects.create(name="A talk", slug="a-talk", way=BookingOffer.Way.REQUEST, online=True)
    return SimpleNamespace(practice=practice, offer=offer)


def filled(world, number: int, network: str, *, with_proof: bool) -> tuple[str, str]:
    """A form's body, and the network it is sent from."""
    from tests.cms.booking_requests.conftest import token_for, worked_out

    token = token_for(world.offer)
    data = {
        "name": f"Reader {number}",
        "reach": "email",
        "contact": f"reader-{number}@nest.example",
        "known": "new",
        "day_1": (date.today() + timedelta(days=7)).isoformat(),
        "zone": "Europe/London",
        "consent": "on",
        "form_token": token,
        "proof": worked_out(world.offer, token) if with_proof else "",
    }
    return urlencode(data), network


def send_at_once(port: int, forms: list[tuple[str, str]]) -> tuple[Counter, list[float], float]:
    """Send all forms at the same moment: statuses, seconds of each, seconds of all."""
    ready = threading.Barrier(len(forms))

    def send(form) -> tuple[int, float]:
        body, network = form
        headers = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": network}
        connection = http.client.HTTPConnection(throw_away.HERE, port, timeout=120)
        ready.wait()
        began = time.perf_counter()
        connection.request("POST", "/book/a-talk/request/", body, headers)
        status = connection.getresponse().status
        return status, time.perf_counter() - began

    began = time.perf_counter()
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(send, forms))
    return Counter(status for status, _ in answers), [took for _, took in answers], time.perf_counter() - began


def start_server(port: int):
    told = {"PORT": str(port), "WORKERS": str(WORKERS), "THREADS": str(THREADS)}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], env=os.environ | told, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection(throw_away.HERE, port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("The server does not start")


def counts(world) -> dict:
    """What the database holds by now."""
    from django.db.models import Count

    from cms.booking_requests.models import BookingRequest, Letter
    from sites.scoping import in_practice

    with in_practice(world.practice):
        names = Counter(request.content()["name"] for request in BookingRequest.objects.all())
        letters = Letter.objects.values("request").annotate(number=Count("pk")).order_by()
        return {
            "requests": sum(names.values()),
            "readers": len(names),
            "requests with one letter": sum(row["number"] == 1 for row in letters),
            "letters sent": Letter.objects.exclude(sent_at=None).count(),
            "letters waiting": Letter.objects.filter(sent_at=None, given_up_at=None).count(),
        }


def send_what_waits(world):
    """Two processes at once do the periodic work, with every waiting letter due."""
    from django.utils import timezone

    from cms.booking_requests.models import Letter
    from sites.scoping import in_practice

    for _ in range(3):  # a round takes 100 letters
        with in_practice(world.practice):
            Letter.objects.filter(sent_at=None).update(next_try_at=timezone.now())
        rounds = [subprocess.Popen([sys.executable, "manage.py", "run_periodic", "--once"]) for _ in range(2)]
        for each in rounds:
            each.wait()


def told(name: str, found, expected) -> bool:
    print(
        f"  {'ok ' if found == expected else 'BAD'} {name}: {found}"
        + ("" if found == expected else f", not {expected}")
    )
    return found == expected


def run(world, port: int, mail) -> bool:
    once = [filled(world, number, f"10.1.{number}.9", with_proof=True) for number in range(READERS)]
    statuses, took, whole = send_at_once(port, once + once[:TWICE])
    cuts = quantiles(took, n=20)
    print(f"{READERS + TWICE} at once, {TWICE} of them second presses, {WORKERS} processes of {THREADS} threads:")
    print(f"  {whole:.1f} s in all, {len(took) / whole:.0f} a second", end="; ")
    print(f"half within {cuts[9]:.2f} s, 95 % within {cuts[18]:.2f} s")
    now = counts(world)
    good = told("answers", dict(statuses), {303: READERS + TWICE})
    good &= told("requests stored", now["requests"], READERS)
    good &= told("readers whose request exists", now["readers"], READERS)
    good &= told("requests with exactly one letter", now["requests with one letter"], READERS)
    good &= told("letters sent", now["letters sent"], READERS - REFUSED_LETTERS)
    good &= told("letters that wait, the mail server having turned them away", now["letters waiting"], REFUSED_LETTERS)
    print("Limits, each from forms sent at once:")
    for words, forms, expected in limits(world):
        statuses, _, _ = send_at_once(port, forms)
        good &= told(words, dict(statuses), expected)
    send_what_waits(world)
    print("After two processes at once have sent what waited:")
    now = counts(world)
    links = Counter(re.search(r"/booking-requests/(\d+)/", letter)[1] for letter in mail.letters)
    good &= told("letters that wait", now["letters waiting"], 0)
    good &= told("letters at the mail server", len(mail.letters), now["requests"])
    good &= told("requests whose letter came more than once", sum(number > 1 for number in links.values()), 0)
    return good


def limits(world):
    """What is sent, and how many of each answer there must be (REQUEST_LIMITS in cms/settings/base.py)."""
    bare = [filled(world, 1000 + number, "10.2.1.9", with_proof=False) for number in range(40)]
    yield "40 of one network without the sum", bare, {303: 6, 429: 34}
    summed = [filled(world, 2000 + number, "10.3.1.9", with_proof=True) for number in range(50)]
    yield "50 of one network with the sum", summed, {303: 30, 429: 20}
    spread = [filled(world, 3000 + number, f"10.4.{number}.9", with_proof=False) for number in range(80)]
    yield "80 of as many networks without the sum", spread, {303: 54, 429: 26}


def main():
    with (
        throw_away.postgresql() as database,
        throw_away.mail_server(refuses=REFUSED_LETTERS) as mail,
        tempfile.TemporaryDirectory() as folder,
    ):
        os.environ.update(environment(database, mail.server_address[1], folder))
        os.environ.pop("REDIS_URL", None)
        world, port = prepare(), throw_away.free_port()
        server = start_server(port)
        try:
            good = run(world, port, mail)
        finally:
            server.terminate()
            server.wait()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
