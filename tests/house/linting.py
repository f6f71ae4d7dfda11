"""What a migration does to a database that the old version still works on: its SQL, read by django-migration-linter.

The linter's own command wants a migrated database of the engine in use; here the SQL is always PostgreSQL's, made
without a server, and the linter's analyser is asked about it. Its waivers (``IgnoreMigration``) would need the package
in production, so waivers stand in a table of the test.
"""

from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements
from psycopg.sql import quote

from sites.postgresql.base import DatabaseWrapper

VERSION = 150_000  # of PostgreSQL, whose SQL is made
SETTINGS = {
    "ENGINE": "sites.postgresql",
    "NAME": "nowhere",
    "USER": "",
    "PASSWORD": "",
    "HOST": "127.0.0.1",
    "PORT": "1",
    "OPTIONS": {"connect_timeout": 1},
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False,
    "AUTOCOMMIT": True,
    "ATOMIC_REQUESTS": False,
    "TIME_ZONE": None,
    "TEST": {},
}


def without_a_server() -> DatabaseWrapper:
    """A connection that makes SQL and leads nowhere."""
    connection = DatabaseWrapper(SETTINGS, "default")
    connection.__dict__["pg_version"] = VERSION
    connection.ops.compose_sql = written_out
    return connection


def written_out(statement: str, params) -> str:
    """The statement with its values in it. Django would ask a server how to quote them."""
    return statement % tuple(map(quote, params)) if params else statement


def statements_of(migration, state, connection) -> list[str]:
    """The SQL of a migration, in the state before it. Nothing is executed."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return ["BEGIN;", *editor.collected_sql, "COMMIT;"] if migration.atomic else editor.collected_sql


def complaints(statements: list[str]) -> set[str]:
    """The codes of what would break the version that serves, or keep it waiting; errors and warnings alike."""
    errors, _, warnings = analyse_sql_statements(PostgresqlAnalyser, statements)
    return {issue.code for issue in (*errors, *warnings)}
