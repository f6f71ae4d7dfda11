"""Django's PostgreSQL backend, which tells the database the scope before a statement runs (ENGINE "sites.postgresql").

The policies of ``sites/row_security.py`` read two settings of the session, ``anteroom.scope`` and
``anteroom.practice``. They are sent only when the scope is another one than the session was told last, on the driver's
own connection: nothing of it shows in Django's query log, and no count of queries changes.
"""

import logging

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg.pq import TransactionStatus

from ..scoping import Kind, current_scope
from .role import UNBOUND, UNBOUND_ROLE

logger = logging.getLogger(__name__)

TELL = "SELECT set_config('anteroom.scope', %s, false), set_config('anteroom.practice', %s, false)"
# What a session is told: the kind of scope, and the practice's id in digits, empty outside a practice.
Told = tuple[str, str]


def what_to_tell() -> Told:
    """The scope in the database's words. Nobody said whose the work is: two empty strings, which open nothing."""
    scope = current_scope()
    kind = "" if scope.kind is Kind.UNSET else scope.kind.value
    return kind, str(scope.practice_id or "")


class _InScope:
    """Tells the scope before each statement, and before rows of a server-side cursor the scope it was opened in."""

    opened_in: Told | None = None

    def _execute(self, *args):
        self.opened_in = self.db.tell(what_to_tell())
        return super()._execute(*args)

    def _executemany(self, *args):
        self.opened_in = self.db.tell(what_to_tell())
        return super()._executemany(*args)

    def callproc(self, *args, **kwargs):
        self.db.tell(what_to_tell())
        return super().callproc(*args, **kwargs)

    def copy(self, *args, **kwargs):
        self.db.tell(what_to_tell())
        return self.cursor.copy(*args, **kwargs)

    def __getattr__(self, name):
        # PostgreSQL finds a server-side cursor's rows when they are fetched; all others have theirs already.
        if name in self.WRAP_ERROR_ATTRS and self.opened_in and getattr(self.cursor, "name", None):
            self.db.tell(self.opened_in)
        return super().__getattr__(name)


class ScopedCursor(_InScope, CursorWrapper):
    """A cursor whose statements run in the scope."""


class ScopedDebugCursor(_InScope, base.CursorDebugWrapper):
    """The same, with Django's query log."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows which scope its session was told."""

    _roles_looked_at: set[str] = set()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._told: Told | None = None  # None: nobody knows, so it is told again

    def tell(self, scope: Told) -> Told:
        """Make this the session's scope, unless it is already."""
        # After an error a transaction takes nothing but its rollback, which needs no scope.
        if scope != self._told and self.connection.info.transaction_status != TransactionStatus.INERROR:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(TELL, scope)
            self._told = scope
        return scope

    def make_cursor(self, cursor):
        return ScopedCursor(cursor, self)

    def make_debug_cursor(self, cursor):
        return ScopedDebugCursor(cursor, self)

    # --- whatever was told inside a transaction is undone with it ---

    def connect(self):
        self._told = None
        super().connect()

    def _rollback(self):
        self._told = None
        return super()._rollback()

    def _savepoint_rollback(self, sid):
        super()._savepoint_rollback(sid)
        self._told = None

    def _commit(self):
        if self.connection is not None and self.connection.info.transaction_status == TransactionStatus.INERROR:
            self._told = None  # PostgreSQL answers such a COMMIT with a rollback
        return super()._commit()

    # --- the role ---

    def role_without_row_security(self) -> str:
        """The name of the role we are, when PostgreSQL does not apply row security to it; else nothing."""
        with self.connection.cursor() as cursor:
            row = cursor.execute(UNBOUND_ROLE).fetchone()
        return row[0] if row else ""

    def init_connection_state(self):
        super().init_connection_state()
        if self.alias not in self._roles_looked_at:
            self._roles_looked_at.add(self.alias)
            if role := self.role_without_row_security():
                logger.warning(UNBOUND.format(role=role))
