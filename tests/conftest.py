"""Two practices in every test that touches one: what belongs to the other must never show."""

import datetime
import gc
import json
import os
import shutil
import warnings
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth import login
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import blocking_manager_key

from cms.pages import kept
from sites import rules
from sites.models import Membership, Practice, User
from sites.models.practice import new_media_key
from sites.provisioning import open_practice
from sites.scoping import across_practices, at_installation, in_practice
from sites.signin import sessions
from sites.signin.models import SignIn
from tests import imprint
from tests.migrated import MigratedOnce

# Playwright's synchronous interface runs an event loop in the test's thread, which Django would refuse.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Django keeps hundreds of thousands of objects that live as long as the process. Looking through them again and again
# for cycles took a tenth of the suite's time.
gc.set_threshold(100_000, 50, 100)

MIGRATED = pytest.StashKey[str]()
PASSWORD = "a-long-enough-password"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# THOROUGH=0 leaves out what repeats a check in one more look, size or order (marked "thorough"): CI has 25 minutes.
THOROUGH = os.environ.get("THOROUGH") != "0"
# What takes minutes in one piece comes first: at the end everybody would wait for the process that has it.
LONGEST = ("test_crawl.py", "test_the_crawler_proves_itself.py")


def pytest_collection_modifyitems(items):
    """The longest first; and say loudly what is not tried where no browser is installed."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
    for item in items:
        if item.get_closest_marker("thorough") and not THOROUGH:
            item.add_marker(pytest.mark.skip(reason="left out by THOROUGH=0"))
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM:
        terminalreporter.section("NOTICE: the real-browser journeys were NOT run")
        terminalreporter.line("Install Debian's chromium (apt-get install chromium), or set CHROMIUM, and run again.")


@pytest.fixture(scope="session")
def migrated_once(tmp_path_factory, worker_id):
    """Processes of one run share a folder, unless there is one process alone."""
    folder = tmp_path_factory.getbasetemp()
    return MigratedOnce(folder if worker_id == "master" else folder.parent)


@pytest.fixture(scope="session")
def django_db_setup(migrated_once, django_db_setup, django_db_blocker, request):
    """Keep what the migrations made (root page, collections), for ``pytest_runtest_teardown``.

    Not with ``serialized_rollback``: while Playwright's loop runs, Django hands out another connection object, which
    knows nothing of what was kept on the first one.
    """
    with django_db_blocker.unblock(), across_practices():
        migrated_once.done(connection)
        rows = json.loads(connection.creation.serialize_db_to_string())
    # Content types first: saving anything else looks them up, and would make them anew under other numbers.
    rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
    request.config.stash[MIGRATED] = json.dumps(rows)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test that empties the tables, put back what the migrations made: any test may follow."""
    result = yield
    marker = item.get_closest_marker("django_db")
    # After the last test of a process its database is gone, and the connection leads to another one.
    if nextitem is not None and marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock(), across_practices():
            # Sequences go on: on PostgreSQL the rows that are put back bring their numbers and do not count them.
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)
            ContentType.objects.clear_cache()
            cache.clear()  # its table is no model's, so the flush has left it
            connection.creation.deserialize_db_from_string(item.config.stash[MIGRATED])
    return result


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "args": CHROMIUM_FLAGS, "executable_path": CHROMIUM}


@pytest.fixture(autouse=True)
def _forget_finished_pictures():
    """A process keeps them in memory; the rows and files that they name were rolled back with the test before."""
    caches["renditions"].clear()


@pytest.fixture(autouse=True)
def _forget_drawn_pieces():
    """They are kept under all that can change while a process runs; tests also change registers and settings."""
    kept.forget()


@pytest.fixture(scope="session", autouse=True)
def _clean_media():
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


ROLES = ("owner", "editor", "practitioner", "second_practitioner")


def open_with_people(slug: str, name: str) -> SimpleNamespace:
    """A practice with an owner, an editor and two practitioners, all with the same password."""
    if not imprint.can_be_repeated() or Practice.objects.filter(slug=slug).exists():
        return _opened(slug, name)
    if imprint.write_again((slug, name)):
        return _found(slug)
    with imprint.keep((slug, name)):
        return _opened(slug, name)


def _found(slug: str) -> SimpleNamespace:
    """A practice that was written again, with a folder for files that no test before has used."""
    Practice.objects.filter(slug=slug).update(media_key=new_media_key())
    practice = Practice.objects.select_related("site", "collection", "workflow").get(slug=slug)
    practice.primary_host  # noqa: B018  (whoever opens a practice has it at hand)
    people = {role: User.everyone.with_email(f"{role}@{slug}.example") for role in ROLES}
    return SimpleNamespace(practice=practice, **people)


def _opened(slug: str, name: str) -> SimpleNamespace:
    practice = open_practice(slug=slug, name=name, phone="+441632960001", email=f"hello@{slug}.example")
    people = {}
    for role in ROLES:
        email = f"{role}@{slug}.example"
        user = User.everyone.with_email(email) or User.everyone.create_user(email)
        user.first_name, user.last_name = role.replace("_", " ").title(), name.split()[0]
        user.set_password(PASSWORD)
        user.save()
        role_key = "practitioner" if "practitioner" in role else role
        Membership.everywhere.get_or_create(practice=practice, user=user, defaults={"role": role_key})
        people[role] = user
    return SimpleNamespace(practice=practice, **people)


@pytest.fixture
def alder(db):
    """Practice A."""
    return open_with_people("alder", "Alder Practice")


@pytest.fixture
def birch(db):
    """Practice B, whose things must not show at A."""
    return open_with_people("birch", "Birch Rooms")


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on by so many minutes. Waiting instead, a busy machine would meet the moment while it looks."""

    def moved(minutes: int):
        by, now = datetime.timedelta(minutes=minutes), timezone.now
        monkeypatch.setattr(timezone, "now", lambda: now() + by)

    return moved


@pytest.fixture
def operator(db):
    with across_practices():
        return User.everyone.create_superuser("operator@anteroom.example", PASSWORD, first_name="Op")


@pytest.fixture
def at_alder(alder):
    """Work in A's scope for the whole test."""
    with in_practice(alder.practice):
        yield alder


def reader(practice) -> Client:
    """A browser at the practice's address, not signed in."""
    return Client(headers={"host": practice.primary_host})


def signed_in(user, practice) -> Client:
    """A browser at the practice's work address with a session there. The whole way is walked in test_handover.py."""
    client = Client(headers={"host": practice.installation_host})
    with at_installation():
        sign_in = SignIn.objects.create(user=user, used_second_factor=True)
    with in_practice(practice):
        if rules.may_enter(User.everyone.get(pk=user.pk), practice):
            with _session_of(client) as request:
                sessions.enter(request, sign_in)
        else:
            warnings.warn(f"{user} has no place at {practice}", stacklevel=2)
    return client


def at_the_installation_as(user, *, used_second_factor=True) -> Client:
    """A browser at the installation's own host, signed in there."""
    client = Client(headers={"host": settings.INSTALLATION_DOMAIN})
    with at_installation(), _session_of(client) as request:
        login(request, user, backend=sessions.BACKEND)
        SignIn.objects.filter(pk=request.sign_in.pk).update(used_second_factor=used_second_factor)
    return client


@contextmanager
def _session_of(client):
    """A request with a new session, which becomes the client's."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "192.0.2.17"
    request.session = SessionStore()
    yield request
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
