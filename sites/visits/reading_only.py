"""While a visitor's request is answered, the database takes nothing but the log and the session."""

import re
from contextlib import ExitStack, contextmanager

from django.core.exceptions import PermissionDenied
from django.db import connections

# What a statement may begin with. Anything else writes, or is not known not to.
READING = re.compile(
    r"\s*(SELECT|PRAGMA|SHOW|EXPLAIN|FETCH|DECLARE|CLOSE|BEGIN|START|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)\b", re.I
)
# Tables that a request of a visitor may write to all the same.
KEPT = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM) \"(django_session|audit_auditentry)\"", re.I)


class ReadingOnly(PermissionDenied):
    """A visitor's request tried to write."""


def _refuse_writes(execute, sql, params, many, context):
    if READING.match(sql) or KEPT.match(sql):
        return execute(sql, params, many, context)
    raise ReadingOnly("Nothing can be changed during a visit.")


@contextmanager
def reading_only():
    """Refuse every statement that would write, whatever code sends it. Raises ReadingOnly, which answers 403."""
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(_refuse_writes))
        yield
