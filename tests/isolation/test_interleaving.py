"""Requests to two practices that cross each other: each answer is its own practice's only."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cms.articles.models import ArticlePage
from sites.middleware import PracticeMiddleware
from sites.scoping import Kind, current_scope
from tests.conftest import signed_in

from .attacks.asking import seen, send, text_of
from .two_sides import WORD, browser, plant, two_sides

HERE = Path(__file__).parent
# For readers and at the desk: address, status, whether its body names what is the practice's own.
ASKED = [
    ("/", 200, True),
    ("/articles/", 200, True),
    ("/articles/{slug}-article/", 200, True),
    ("/people/", 200, True),
    ("/contact/", 200, False),
    ("/book/{slug}-talk/", 200, True),
    ("/no/such/page/", 404, False),
    ("/articles/{other}-article/", 404, False),
    ("/documents/{document}/{file}", 200, True),
    ("/admin/", 200, True),
    ("/admin/pages/{home}/", 200, True),
    ("/admin/pages/{index}/", 200, True),
    ("/admin/images/", 200, True),
    ("/admin/documents/", 200, True),
    ("/admin/snippets/faq/faqentry/", 200, True),
    ("/admin/choose-page/", 200, True),
    ("/admin/images/chooser/", 200, True),
    ("/admin/practice/people/", 200, True),
    ("/admin/pages/{foreign}/edit/", 404, False),
    ("/admin/tag-autocomplete/media/practicetag/?term=", 200, True),
]


def asks(side, other, cookies) -> list[dict]:
    """What is asked at one practice."""
    names = {
        "slug": side.word.lower(), "other": other.word.lower(), "home": side.home.pk, "index": side.index.pk,
        "foreign": other.draft.pk, "document": side.document.pk, "file": side.document.filename,
    }  # fmt: skip
    sent = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
    return [
        {
            "host": side.practice.installation_host,
            "path": path.format(**names),
            "status": status,
            "own": side.word if is_own else "",
            "theirs": other.word,
            "cookies": sent,
        }
        for path, status, is_own in ASKED
    ]


def database_for_a_process(folder: Path) -> str:
    """The address of the test's database for another process; on SQLite a file with what is in memory here."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "db.sqlite3")])
        return f"sqlite:///{folder / 'db.sqlite3'}"
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST'] or 'localhost'}:{at['PORT'] or 5432}/{at['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_two_hundred_requests_to_two_hosts_in_four_threads(tmp_path):
    cache.clear()
    a, b = plant("alder", "Alder Practice", "Alder"), plant("birch", f"{WORD} Rooms", WORD)
    asked = [
        *asks(a, b, signed_in(a.owner, a.practice).cookies),
        *asks(b, a, signed_in(b.owner, b.practice).cookies),
    ]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": database_for_a_process(tmp_path),
        "TEST_MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    done = subprocess.run(
        [sys.executable, str(HERE / "interleaved.py")],
        input=json.dumps(asked), capture_output=True, text=True, env=environment, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-3000:]
    assert json.loads(done.stdout) == {"asked": 200, "faults": []}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), two_sides() as world:
        yield world


def kept(world, side) -> dict:
    """Answers of views that Wagtail keeps forms, filters, choosers and querysets for."""
    somebody = browser(world, side)
    addresses = [
        f"/admin/pages/{side.article.pk}/edit/",
        f"/admin/pages/{side.profile.pk}/edit/",
        f"/admin/pages/{side.service.pk}/edit/",
        f"/admin/pages/{side.index.pk}/",
        f"/admin/pages/add/articles/articlepage/{side.index.pk}/",
        "/admin/snippets/booking/bookingoffer/add/",
        "/admin/snippets/faq/faqentry/",
        "/admin/reports/site-history/",
        "/admin/images/",
        "/admin/images/chooser/",
        "/admin/documents/chooser/",
        "/admin/snippets/choose/faq/faqentry/",
        "/admin/choose-page/",
        "/admin/collections/add/",
        "/admin/practice/people/",
        "/admin/",
    ]
    return {path: (*seen(send(somebody, path)), text_of(send(somebody, path))) for path in addresses}


@pytest.mark.parametrize("first", ["a", "b"])
def test_what_a_process_keeps_belongs_to_nobody(first, world, db):
    """One after the other, the other way round, and again: each gets what it got before, and no word of the other."""
    one, other = (world.a, world.b) if first == "a" else (world.b, world.a)
    cache.clear()
    answers = [kept(world, side) for side in (one, other, one, other)]
    for side, theirs, before, after in (
        (one, other, answers[0], answers[2]),
        (other, one, answers[1], answers[3]),
    ):
        assert {path: status for path, (status, *_) in before.items()} == dict.fromkeys(before, 200)
        assert [path for path in before if before[path][:2] != after[path][:2]] == []
        assert [path for path in before if theirs.word in before[path][2]] == []
        assert [path for path in before if side.word in before[path][2]] != []


def test_two_streams_that_are_read_in_turns(world, db):
    """A body that is made while it is sent keeps the scope in which it was begun."""

    def titles(request):
        def lines():
            for number in range(6):
                yield f"{number} {sorted(ArticlePage.objects.values_list('title', flat=True))}"

        return StreamingHttpResponse(lines())

    serve = PracticeMiddleware(titles)
    sides = (world.a, world.b)
    bodies = [
        iter(serve(RequestFactory().get("/", headers={"host": side.practice.installation_host})).streaming_content)
        for side in sides
    ]
    for _ in range(6):
        for side, other, body in ((world.a, world.b, bodies[0]), (world.b, world.a, bodies[1])):
            line = next(body).decode()
            assert (side.word in line, other.word in line) == (True, False)
            assert current_scope().kind is Kind.UNSET


def test_a_stream_that_is_given_up(world, db):
    """A reader who goes away in the middle leaves nothing behind."""

    def endless(request):
        return StreamingHttpResponse(str(ArticlePage.objects.count()) for _ in range(10**6))

    for side in (world.a, world.b, world.a):
        request = RequestFactory().get("/", headers={"host": side.practice.installation_host})
        answer = PracticeMiddleware(endless)(request)
        next(iter(answer.streaming_content))
        answer.close()
        assert current_scope().kind is Kind.UNSET


def test_an_error_leaves_no_scope_behind(world, db):
    def broken(request):
        raise RuntimeError("broken on purpose")

    for side in (world.a, world.b):
        request = RequestFactory().get("/", headers={"host": side.practice.installation_host})
        with pytest.raises(RuntimeError):
            PracticeMiddleware(broken)(request)
        assert current_scope().kind is Kind.UNSET
        whole = PracticeMiddleware(lambda request: HttpResponse(current_scope().practice.name))(request)
        assert whole.text == side.practice.name
