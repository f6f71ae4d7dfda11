"""A backup that is made while people write, restored into an empty installation, and compared row by row."""

import hashlib
import json
import re
import threading
import time
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, connections

from cms.articles.models import ArticlePage
from cms.backups import making, named_files
from cms.backups.layout import passing_tables
from cms.backups.snapshots import snapshot
from cms.booking_requests.models import BookingRequest
from cms.media.models import PracticeImage
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_picture
from tests.cms.backups.conftest import an_empty_place, every_row, every_row_now
from tests.cms.comments.conftest import written
from tests.conftest import at_the_installation_as, reader
from tests.own_database import until


@contextmanager
def people_writing(installation):
    """Articles, comments, and pictures that come and go, each in a thread of its own; how many times they wrote."""
    stop, times, failures = threading.Event(), [], []
    alder = installation.alder
    with in_practice(alder):
        old = [make_picture(f"Old {number}") for number in range(4)]

    def articles(number):
        make_article(f"Written meanwhile {number}")

    def comments(number):
        written(installation.commented, f"Said meanwhile {number}")

    def pictures(number):
        make_picture(f"Taken meanwhile {number}")
        if old:
            old.pop().delete()

    def go_on(work):
        number = 0
        try:
            while not stop.is_set():
                with in_practice(alder):
                    work(number := number + 1)
                times.append(work.__name__)
                time.sleep(0.1)  # people pause as well
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go_on, args=(work,)) for work in (articles, comments, pictures)]
    for thread in threads:
        thread.start()
    try:
        yield times
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []


def named() -> set[str]:
    """Every file that the database names."""
    with across_practices(), connection.cursor() as cursor:
        found = set()
        for table, column in named_files.columns():
            cursor.execute(f'SELECT "{column}" FROM {table} WHERE "{column}" <> \'\'')  # noqa: S608  (ours)
            found |= {name for (name,) in cursor.fetchall()}
    return found


def the_article(installation) -> bytes:
    response = reader(installation.birch).get("/articles/aspen-leaves/")
    assert response.status_code == 200
    return response.content


def stored_at(folder) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def moments(monkeypatch) -> list[dict]:
    """Every row of the database at each moment that a backup has taken."""
    seen = []

    def watched(folder):
        moment = snapshot(folder)
        seen.append(every_row(moment))
        return moment

    monkeypatch.setattr(making, "snapshot", watched)
    return seen


def number(rows: dict[str, list[str]]) -> int:
    return sum(map(len, rows.values()))


def test_what_is_restored_is_what_was_there_at_one_moment(installation, moments, tmp_path, settings, capsys):
    backup = tmp_path / "backups" / "one"
    page, before = the_article(installation), every_row_now(tmp_path)
    with people_writing(installation) as times:
        while len(set(times)) < 3:
            time.sleep(0.01)
        wrote = len(times)
        call_command("back_up", str(backup))
        until(lambda: len(times) > wrote + 3)
    after, stored = every_row_now(tmp_path), stored_at(settings.MEDIA_ROOT)
    manifest, media = json.loads((backup / "manifest.json").read_text()), stored_at(backup / "media")
    with an_empty_place(tmp_path, settings):
        call_command("restore", str(backup))
        restored = every_row_now(tmp_path)
        assert restored == {**moments[-1], **{table: [] for table in passing_tables() if table in restored}}
        assert {table: len(rows) for table, rows in restored.items()}.items() <= manifest["rows"].items()
        assert number(before) < number(restored) < number(after)
        assert named() == media == stored_at(settings.MEDIA_ROOT)
        with across_practices():
            assert ArticlePage.objects.filter(title__startswith="Written meanwhile").exists()
            assert BookingRequest.objects.get().content()["name"] == "Quillfeather"
            assert PracticeImage.objects.filter(title__startswith="Old").count() < 4
        assert the_article(installation) == page
        call_command("check", databases=["default"])
        call_command("verify_audit")
        connection.check_constraints()
    assert "The backup is restored." in capsys.readouterr().out
    assert stored - media  # what came after the moment is not in it


def test_nothing_in_it_is_a_key_and_nothing_shows_who_was_signed_in(small, operator, tmp_path):
    client = at_the_installation_as(operator)
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    backup = tmp_path / "one"
    call_command("back_up", str(backup))
    content = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    keys = [django_settings.SECRET_KEY.encode(), *django_settings.REQUEST_KEYS.values(), b"dGVzdHMtb25seS1ub3Qt"]
    assert [key for key in [*keys, session.encode()] if key in content] == []
    text = (backup / "manifest.json").read_text()
    assert json.loads(text)["keys"] == ["tests"]
    assert re.search("alder|quill|@", text, re.IGNORECASE) is None
    sums = dict(reversed(line.split("  ")) for line in (backup / "SHA256SUMS").read_text().splitlines())
    assert stored_at(backup) == {*sums, "SHA256SUMS", "manifest.json"}
    assert {name: hashlib.sha256((backup / name).read_bytes()).hexdigest() for name in sums} == sums
