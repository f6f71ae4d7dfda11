"""Fills an empty database with many practices, each with as many articles, in minutes.

    DATABASE_URL=… .venv/bin/python -m tests.load.many_practices --practices 10000 --articles 20

One practice is opened the real way, a demonstration's with its words, pictures, people, comments and work under way,
its articles repeated up to the number; then all its rows are multiplied in the database (``multiplying.py``). Copies
have the first one's pictures: files lie on the disk once (``lend_files`` lays a link to them for a practice in use).
Entries of the log keep seals that are not the copies' own, so ``verify_audit`` finds them broken.
"""

import argparse
import os
import time
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

SLUG = "practice-00000"
FIRST = 1_100_000_000  # keys of 32 bits go to 2,147 million
LIKE = "tideswell"
PASSWORD = "a-long-enough-password"


def main():
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--practices", type=int, default=100)
    asked.add_argument("--articles", type=int, default=20)
    asked.add_argument("--superuser", default="", help="a role of PostgreSQL that may leave keys unchecked: quicker")
    asked.add_argument("--short", action="store_true", help="only the shortest of the demonstration's articles")
    args = asked.parse_args()
    begin()
    begun = time.monotonic()
    fill(args.practices, args.articles, superuser=args.superuser, short=args.short)
    print(f"{args.practices} practices of {args.articles} articles in {time.monotonic() - begun:.0f} s")


def begin():
    """Set Django up with the settings of the tests, which take DATABASE_URL from the environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()


def fill(practices: int, articles: int, *, superuser: str = "", short: bool = False):
    """Fill a database that may be empty, without tables even, or has the first practice already.

    ``superuser`` is the role of PostgreSQL that multiplies, where it is not the one of the connection.
    """
    from django.core.management import call_command
    from django.db import connection

    from sites.models import Practice
    from sites.scoping import across_practices

    from .multiplying import multiply, number_from

    with across_practices():
        call_command("migrate", verbosity=0, interactive=False)
        if not Practice.objects.exists():
            number_from(FIRST)
            open_first(articles, short=short)
        with working_as(superuser):
            multiply(practices - Practice.objects.count())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def open_first(articles: int, *, short: bool = False):
    """Open the practice that is multiplied, with at least the demonstration's articles."""
    from sites.provisioning import open_practice

    loader = _loader(articles, short)
    contact = loader.data["contact"]
    fields = {"phone": contact["phone"], "email": contact["email"], "strapline": loader.data["strapline"]}
    # Before the loader does, so that the slug is the folder of its files too.
    open_practice(slug=SLUG, name=loader.data["name"], media_key=SLUG, **fields)
    return loader.load()


def _loader(articles: int, short: bool):
    from cms.demo.loader import PracticeLoader

    class Loader(PracticeLoader):
        """The demonstration's, with its own slug and addresses, and its articles repeated."""

        @cached_property
        def articles(self):
            return repeated(super().articles, articles, short)

    loader = Loader(LIKE, PASSWORD)
    loader.data["slug"], loader.data["name"] = SLUG, f"The rooms of {SLUG}"
    for entry in loader.data["people"]:
        entry["email"] = f"{entry['role']}@{SLUG}.example"
    return loader


def repeated(entries: dict, number: int, short: bool) -> dict:
    """At least all entries once, then again under other names until there are so many; all dates differ."""
    found, names = dict(entries), list(entries)
    if short:
        names = sorted(names, key=lambda name: len(str(entries[name]["body"])))[:3]
    while len(found) < number:
        name = names[len(found) % len(names)]
        again = len(found) // len(names) + 1
        left_out = {"reviewed", "updated"}
        entry = {key: value for key, value in entries[name].items() if key not in left_out}
        found[f"{name}-{again}"] = {**entry, "title": f"{entry['title']} ({again})"}
    return found


@contextmanager
def working_as(superuser: str):
    """On PostgreSQL, the connection under another role, which checks no foreign keys; an empty name changes nothing."""
    from django.db import connection

    if not superuser:
        yield
        return
    own = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = superuser
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica; SET default_toast_compression = 'lz4'")
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = own


def lend_files(practice):
    """Let a copy find the first practice's pictures under its own folder."""
    from django.conf import settings

    for folder in list(Path(settings.MEDIA_ROOT).glob(f"*/{SLUG}")) + list(Path(settings.MEDIA_ROOT).glob(SLUG)):
        link = folder.with_name(practice.media_key)
        if not link.exists():
            link.symlink_to(folder, target_is_directory=True)


if __name__ == "__main__":
    main()
