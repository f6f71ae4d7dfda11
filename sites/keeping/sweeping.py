"""What has run out is deleted once a day, in small pieces, so that nobody waits and no memory fills."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import FormState

from ..scoping import across_practices
from ..signin.models import SignIn, Ticket
from ..signin.sessions import oldest

A_PIECE = 500  # rows
DONE_KEPT = timedelta(days=1)
FAILED_KEPT = timedelta(days=30)  # the operators' list of what failed reaches so far back


def _delete(rows) -> int:
    """Delete rows piece by piece; how many."""
    number = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:A_PIECE]):
        rows.model._base_manager.filter(pk__in=keys).delete()
        number += len(keys)
    return number


def sessions() -> int:
    return _delete(Session.objects.filter(expire_date__lt=timezone.now()))


@across_practices()
def sign_ins() -> int:
    """With them go their sessions at practices; tickets last seconds."""
    gone = _delete(Ticket.everywhere.filter(expires_at__lt=timezone.now()))
    return gone + _delete(SignIn.objects.filter(created_at__lte=oldest()))


def tasks() -> int:
    now, finished = timezone.now(), DBTaskResult.objects
    gone = _delete(finished.successful().filter(finished_at__lt=now - DONE_KEPT))
    return gone + _delete(finished.failed().filter(finished_at__lt=now - FAILED_KEPT))


def counts_of_tries() -> int:
    """In the table: Redis forgets by itself. Django deletes only what is asked for again."""
    table = connection.ops.quote_name(settings.SHARED_CACHE_TABLE)
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  (the name is a setting of ours)
        return cursor.rowcount


@across_practices()
def form_states() -> int:
    return _delete(FormState.objects.stale())
