"""The database's own refusal to change or delete what is in the log, on SQLite and on PostgreSQL.

Triggers hold whatever way a statement comes. They do not hold against whoever may drop them: the database's owner.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver

REFUSED = "The audit log cannot be edited."

# INSERT OR REPLACE would delete without asking a DELETE trigger, hence the third.
SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_auditentry
    WHEN audit_may_be_emptied() = 0
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS audit_no_replace BEFORE INSERT ON audit_auditentry
    WHEN EXISTS (SELECT 1 FROM audit_auditentry WHERE id = NEW.id
                 OR (practice_id IS NEW.practice_id AND position = NEW.position))
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",  # noqa: S608  (our own words only)
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'UPDATE' AND current_setting('anteroom.may_empty_audit', true) = 'yes' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}

_may_be_emptied: ContextVar[bool] = ContextVar("anteroom_audit_may_be_emptied", default=False)


def set_up(connection):
    """Make the triggers that are missing."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def after_migrating(sender, using, **kwargs):
    connection = connections[using]
    if "audit_auditentry" in connection.introspection.table_names():
        set_up(connection)


@receiver(connection_created, dispatch_uid="audit_may_be_emptied")
def tell_sqlite(connection, **kwargs):
    """SQLite has no settings of a session; its triggers ask this function instead."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("audit_may_be_emptied", 0, lambda: int(_may_be_emptied.get()))


@contextmanager
def may_be_emptied(using: str):
    """Let rows be deleted in here, for ``manage.py flush``, which empties every table. None can be changed even so."""
    connection = connections[using]
    token = _may_be_emptied.set(True)
    _tell_postgresql(connection, "yes")
    try:
        yield
    finally:
        _may_be_emptied.reset(token)
        _tell_postgresql(connection, "no")


def _tell_postgresql(connection, answer: str):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('anteroom.may_empty_audit', %s, false)", [answer])
