"""What has run out goes, what has not stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import UploadedFile

from cms.media import sweeping as media
from sites.keeping import sweeping
from sites.scoping import across_practices, at_installation
from sites.signin.models import SignIn, Ticket
from tests.sites.keeping.test_reaping import a_result

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_sessions(monkeypatch):
    monkeypatch.setattr(sweeping, "A_PIECE", 2)
    now = timezone.now()
    for number, days in enumerate((-3, -2, -1, 1)):
        Session.objects.create(session_key=str(number), session_data="", expire_date=now + days * DAY)
    assert sweeping.sessions() == 3
    assert [session.session_key for session in Session.objects.all()] == ["3"]


def test_sign_ins_and_tickets(alder, settings):
    with at_installation():
        old, new = (SignIn.objects.create(user=alder.owner) for _ in range(2))
    with across_practices():
        SignIn.objects.filter(pk=old.pk).update(
            created_at=timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        )
        for number, ends in enumerate((-DAY, DAY)):
            Ticket.everywhere.create(
                secret_hash=str(number), sign_in=new, practice=alder.practice, expires_at=timezone.now() + ends
            )
    assert sweeping.sign_ins() == 2
    with across_practices():
        assert ([*SignIn.objects.all()], Ticket.everywhere.get().secret_hash) == ([new], "1")


@pytest.mark.django_db
def test_tasks():
    for status, days in (("SUCCESSFUL", 2), ("SUCCESSFUL", 0), ("FAILED", 2), ("FAILED", 31), ("RUNNING", 40)):
        result = a_result(status, ago=days * DAY)
        DBTaskResult.objects.filter(pk=result.pk, status__in=["SUCCESSFUL", "FAILED"]).update(
            finished_at=result.started_at
        )
    assert sweeping.tasks() == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "RUNNING", "SUCCESSFUL"]


@pytest.mark.django_db
def test_counts_of_tries(settings):
    cache.set("gone", 1, timeout=100)
    cache.set("here", 2, timeout=1000)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE signin_shared_cache SET expires = %s WHERE cache_key LIKE %s",
            [connection.ops.adapt_datetimefield_value(timezone.now() - DAY), "%gone"],
        )
    assert sweeping.counts_of_tries() == 1
    assert (cache.get("gone"), cache.get("here")) == (None, 2)


def test_files_put_aside(alder, monkeypatch):
    with across_practices():
        files = [default_storage.save(f"wagtail_uploads/{name}", ContentFile(b"x")) for name in ("lost", "old", "new")]
        UploadedFile.objects.bulk_create(UploadedFile(file=name, uploaded_by_user=alder.owner) for name in files)
    default_storage.delete(files[0])
    age = {files[1]: timezone.now() - 2 * DAY, files[2]: timezone.now()}
    known = type(default_storage._wrapped).get_modified_time
    monkeypatch.setattr(
        type(default_storage._wrapped), "get_modified_time", lambda self, name: known(self, name) and age[name]
    )
    assert media.uploads_put_aside() == 2
    with across_practices():
        assert [waiting.file.name for waiting in UploadedFile.objects.all()] == [files[2]]
    assert [default_storage.exists(name) for name in files] == [False, False, True]
