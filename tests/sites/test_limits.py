"""Limits on tries: what is counted, how it is said, and that all processes count together."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.conftest import PASSWORD
from tests.sites.browsing import Browser

ROOT = Path(__file__).parents[2]
LOGIN = "/account/login/"
WRONG = "not-the-password"
WAIT = "Too many tries. Wait five minutes, then try again."


def attempt(email, password=WRONG, address="192.0.2.1"):
    client = Client(headers={"host": "anteroom.localhost"}, REMOTE_ADDR=address)
    return client.post(LOGIN, {"login": email, "password": password})


def test_five_wrong_passwords_and_the_right_one_is_refused_too(alder):
    said = [attempt("owner@alder.example").text for _ in range(6)]
    assert [WAIT in page for page in said] == [False] * 5 + [True]
    assert WAIT in attempt("OWNER@alder.example", PASSWORD).text


def test_nobody_locks_somebody_else_out_from_elsewhere(alder):
    for _ in range(6):
        attempt("owner@alder.example", address="198.51.100.1")
    assert attempt("owner@alder.example", PASSWORD).status_code == 302


def test_an_unknown_address_is_counted_alike(alder):
    said = [attempt("nobody@nowhere.example").text for _ in range(6)]
    assert [WAIT in page for page in said] == [False] * 5 + [True]


def test_many_names_from_one_address_are_limited(alder):
    said = [attempt(f"person-{number}@alder.example").text for number in range(21)]
    assert [WAIT in page for page in said] == [False] * 20 + [True]


def test_signing_in_well_counts_nothing(alder):
    assert [attempt("owner@alder.example", PASSWORD).status_code for _ in range(8)] == [302] * 8


def test_forgotten_passwords_are_limited_alike_for_known_and_unknown(alder):
    for email in ("owner@alder.example", "nobody@nowhere.example"):
        client = Client(headers={"host": "anteroom.localhost"})
        codes = [client.post("/account/forgotten/", {"email": email}).status_code for _ in range(4)]
        assert codes == [302] * 3 + [429]
    refused = client.post("/account/forgotten/", {"email": email})
    assert (WAIT in refused.text, refused["Retry-After"]) == (True, "300")


def test_tickets_can_not_be_guessed_for_long(alder):
    browser = Browser()
    codes = [browser.step(f"http://alder.anteroom.localhost/admin/enter/?ticket={n}").status_code for n in range(22)]
    assert codes == [403] * 20 + [429] * 2


def test_pictures_sizes_are_not_looked_up_in_the_shared_cache():
    from wagtail.images.models import Rendition

    assert Rendition.cache_backend is not cache


# Run in processes of their own: each tries four times, in turn with the other, and says what it was told.
ATTEMPTS = """
import django, json, sys
django.setup()
from django.test import Client
client = Client(headers={"host": "anteroom.localhost"})
for line in sys.stdin:
    page = client.post("/account/login/", {"login": "owner@alder.example", "password": "wrong"})
    print(json.dumps("Too many tries" in page.text), flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_together(alder, tmp_path):
    if connection.vendor == "sqlite":
        copy = tmp_path / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        url = f"sqlite:///{copy}"
    else:
        parts = connection.settings_dict
        host = f"{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT']}"
        url = f"postgres://{host}/{parts['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", ATTEMPTS],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        told = [_ask(workers[turn % 2]) for turn in range(8)]
    finally:
        for worker in workers:
            worker.stdin.close()
            worker.wait(timeout=30)
    assert told == [False] * 5 + [True] * 3


def _ask(worker) -> bool:
    """One more try in that process."""
    worker.stdin.write("\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())
