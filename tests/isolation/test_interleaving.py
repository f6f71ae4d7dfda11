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

from tests.conftest import signed_in

from .two_sides import WORD, plant

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
    ("/admin/tag-autocomplete/media/practicetag/?term={word}", 200, True),
]


def asks(side, other, cookies) -> list[dict]:
    """What is asked at one practice."""
    names = {
        "word": side.word,
        "slug": side.word.lower(),
        "other": other.word.lower(),
        "home": side.home.pk,
        "index": side.index.pk,
        "foreign": other.draft.pk,
        "document": side.document.pk,
        "file": side.document.filename,
    }
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
    }
    done = subprocess.run(
        [sys.executable, str(HERE / "interleaved.py")],
        input=json.dumps({"media_root": str(settings.MEDIA_ROOT), "asks": asked}),
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout, done.stderr[-3000:]
    assert json.loads(done.stdout) == {"asked": 200, "faults": []}
