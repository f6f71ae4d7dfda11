"""Puts the policies on the tables, takes them off, and says whether they are there. Doing it again changes nothing."""

import hashlib

from django.apps import apps
from django.db import connections, transaction

from ..ownership import is_owned
from ..row_security import policies_of, tables
from .functions import functions

# A function carries the mark, because policies come and go with columns while a migration runs.
MARK = "COMMENT ON FUNCTION anteroom_is_own(integer, text) IS '{mark}'"
MARKED = "SELECT obj_description(to_regprocedure('anteroom_is_own(integer, text)'), 'pg_proc')"
PLACED = """
    SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname LIKE 'anteroom_%' AND c.relrowsecurity AND c.relforcerowsecurity
      AND c.relnamespace = current_schema()::regnamespace"""
SECURED = """
    SELECT relname FROM pg_class
    WHERE relrowsecurity AND relkind = 'r' AND relnamespace = current_schema()::regnamespace"""
OUR_FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE proname LIKE 'anteroom_%' AND pronamespace = current_schema()::regnamespace"""


def is_for(connection) -> bool:
    """Whether the connection leads to a PostgreSQL through our backend."""
    return hasattr(connection, "role_without_row_security")


def statements(connection) -> list[str]:
    """All SQL that puts row security in place, in order, for the tables that the database has."""
    there = set(_column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
    wanted = [*functions(connection)]
    for table, model in sorted(tables().items()):
        policies = list(policies_of(model))
        if policies and table in there:
            wanted.append(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')
            wanted += [policy.sql(table) for policy in policies]
    return wanted


def is_whole(connection) -> bool:
    """Whether every table of a practice's is there already; migrations of one app alone leave some out."""
    there = set(_column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
    return {table for table, model in tables().items() if is_owned(model)} <= there


def is_in_place(connection) -> bool:
    """Whether the database holds exactly the policies that the tables of this code ask for."""
    wanted = statements(connection)
    there = _column(connection, MARKED) == [_mark(wanted)]
    return there and len(_rows(connection, PLACED)) == sum(one.startswith("CREATE POLICY") for one in wanted)


def put_in_place(connection):
    """Put row security on all tables, whatever was there before, in one transaction."""
    wanted = statements(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _take_off(connection, cursor)
        for statement in [*wanted, MARK.format(mark=_mark(wanted))]:
            cursor.execute(statement)


def take_off(connection):
    """Take row security off all tables. The next migration puts it back."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _take_off(connection, cursor)


def _take_off(connection, cursor):
    for table in _column(connection, SECURED):
        cursor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY')
    for table, policy in _rows(connection, PLACED.replace("AND c.relrowsecurity AND c.relforcerowsecurity", "")):
        cursor.execute(f'DROP POLICY {policy} ON "{table}"')
    for function in _column(connection, OUR_FUNCTIONS):
        cursor.execute(f"DROP FUNCTION {function} CASCADE")


def _mark(wanted: list[str]) -> str:
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()


def _rows(connection, sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _column(connection, sql: str) -> list:
    return [row[0] for row in _rows(connection, sql)]


def after_migrations(sender, using, **kwargs):
    """Receives post_migrate, which is sent for each app; the last of them finds all tables as they will be."""
    connection = connections[using]
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender == last and is_for(connection) and is_whole(connection) and not is_in_place(connection):
        put_in_place(connection)
