"""With every wall of Python's taken away, PostgreSQL still keeps practice B's rows from practice A, table by table."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sites.ownership import About, InTree, OfPerson, Through, belonging_of, practice_ids
from sites.postgresql.role import UNBOUND
from sites.row_security import is_account, is_before_any_scope, keys_of, points_at_own, tables
from sites.scoping import Kind, Scope, across_practices, at_installation, in_practice, within
from sites.visits.models import OperatorVisit

from .walls import WALLS
from .world import build_world

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has row security")

OWNED = {
    table: model
    for table, model in sorted(tables().items())
    if isinstance(belonging_of(model), Through | About | InTree | OfPerson)
}
KEYS = [(table, field) for table, model in OWNED.items() for field in keys_of(model)]
# Tables of which a practice has no rows, so that there is nothing to keep apart; test_world.py says why.
EMPTY = {
    "account_emailaddress",
    "account_emailconfirmation",
    "practices_user_groups",
    "practices_user_user_permissions",
    "wagtailcore_pageviewrestriction_groups",
}
WRITTEN_ONCE = {"audit_auditentry"}  # a trigger refuses every change, one's own as well


@pytest.fixture(scope="module")
def sides(django_db_setup, django_db_blocker):
    """A and B, planted once for this file, and everything of Python's that keeps them apart switched off."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        world = build_world()
        for side in (world.a, world.b):
            side.keys = {table: keys & owned_by(side, table) for table, keys in side.keys.items() if table in OWNED}
            side.keys["visits_operatorvisit"] |= {a_visit_to(side).pk}
        for name, without in WALLS.items():
            if name != "row security":
                without(patch)
        yield world.a, world.b
        transaction.set_rollback(True)


def owned_by(side, table) -> set:
    """The keys of the table's rows that are the practice's; of what belongs to people, all keys."""
    with across_practices():
        every = set(OWNED[table]._base_manager.values_list("pk", flat=True))
        if isinstance(belonging_of(OWNED[table]), OfPerson):
            return every
        return {key for key, owner in practice_ids(OWNED[table], every).items() if owner == side.practice.pk}


def a_visit_to(side) -> OperatorVisit:
    now = timezone.now()
    with in_practice(side.practice):
        return OperatorVisit.objects.create(
            practice=side.practice, operator_name="Op", reason="The booking page is empty.", begun_at=now, ends_at=now
        )


@pytest.fixture(params=[table for table in OWNED if table not in EMPTY])
def table(request):
    return request.param


def keys(side, table) -> list:
    return sorted(side.keys[table], key=str)


def pk_of(table) -> str:
    return OWNED[table]._meta.pk.column


def seen(table, wanted: list) -> list:
    """The keys that raw SQL finds."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {pk_of(table)} FROM "{table}" WHERE {pk_of(table)} = ANY(%s)', [wanted])
        return sorted((key for (key,) in cursor), key=str)


def touched(sql: str, params: list) -> int:
    """How many rows a statement changed. Nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(sql, params)
        transaction.set_rollback(True)
        return cursor.rowcount


def is_refused(sql: str, params: list) -> bool:
    """Whether row security, and nothing else, refuses a statement."""
    try:
        touched(sql, params)
    except DatabaseError as error:
        return "row-level security" in str(error)
    return False


def test_the_role_is_one_that_row_security_applies_to(db):
    assert connection.role_without_row_security() == "", UNBOUND.format(role="{role}")


def test_every_table_with_rows_of_a_practice_is_secured(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        secured = {name for (name,) in cursor}
    assert set(OWNED) - secured == set()


def test_both_sides_have_rows_in_every_table(sides):
    assert {name for name in OWNED if not all(side.keys[name] for side in sides)} == EMPTY


def test_rows_of_b_are_not_read_at_a_and_its_own_are(sides, table):
    a, b = sides
    with in_practice(a.practice):
        assert (seen(table, keys(a, table)), seen(table, keys(b, table))) == (keys(a, table), [])
        assert not OWNED[table]._base_manager.filter(pk__in=keys(b, table)).exists()


def test_rows_of_b_are_neither_changed_nor_deleted_at_a(sides, table):
    a, b = sides
    column = pk_of(table)
    update = f'UPDATE "{table}" SET {column} = {column} WHERE {column} = ANY(%s)'
    delete = f'DELETE FROM "{table}" WHERE {column} = ANY(%s)'
    with in_practice(a.practice):
        assert (touched(update, [keys(b, table)]), touched(delete, [keys(b, table)])) == (0, 0)
    if table not in WRITTEN_ONCE:  # so that it is not the statement that does nothing
        with in_practice(b.practice):
            assert touched(update, [keys(b, table)]) == len(keys(b, table))


def test_a_row_like_one_of_b_is_not_inserted_at_a(sides, table):
    a, b = sides
    with across_practices(), connection.cursor() as cursor:
        columns = ", ".join(f'"{name}"' for name in _written_columns(cursor, table))
        cursor.execute(f'SELECT {columns} FROM "{table}" WHERE {pk_of(table)} = %s', [keys(b, table)[0]])
        marks = ", ".join(["%s"] * len(cursor.description))
        row = [_as_sent(value) for value in cursor.fetchone()]
    insert = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
    with in_practice(a.practice):
        assert is_refused(insert, row)
    with across_practices():  # the same row is known to the table already, which is another error
        assert not is_refused(insert, row)


def _written_columns(cursor, table) -> list[str]:
    """Without those that PostgreSQL makes from others by itself."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _as_sent(value):
    from psycopg.types.json import Jsonb

    return Jsonb(value) if isinstance(value, dict | list) else value


@pytest.mark.parametrize(("table", "field"), KEYS, ids=[f"{table}.{field.column}" for table, field in KEYS])
def test_a_row_of_a_does_not_point_at_b(sides, table, field):
    a, b = sides
    target = field.related_model
    if table in EMPTY | WRITTEN_ONCE:
        pytest.skip("a practice has no such row, or nobody changes one")
    if is_account(target) and getattr(OWNED[table], "names_strangers", False):
        assert field.column not in points_at_own(OWNED[table])
        return
    update = f'UPDATE "{table}" SET "{field.column}" = %s WHERE {pk_of(table)} = %s'
    own, foreign = keys(a, target._meta.db_table)[0], keys(b, target._meta.db_table)[0]
    with in_practice(a.practice):
        assert is_refused(update, [foreign, keys(a, table)[0]])
        assert not is_refused(update, [own, keys(a, table)[0]])


def test_without_a_scope_there_is_nothing_but_who_and_where(sides, table):
    a, b = sides
    both = sorted([*keys(a, table), *keys(b, table)], key=str)
    is_open = is_before_any_scope(OWNED[table]) or table == "wagtailcore_site"
    with within(Scope(Kind.UNSET)):
        assert seen(table, both) == (both if is_open else [])


def test_at_the_installation_there_is_nothing_but_people_and_where(sides, table):
    a, b = sides
    both = sorted([*keys(a, table), *keys(b, table)], key=str)
    is_persons = isinstance(belonging_of(OWNED[table]), OfPerson)
    is_open = is_before_any_scope(OWNED[table]) or is_persons or table == "wagtailcore_site"
    about = {key for key in both if _is_about_people_or_where(table, key)}
    with at_installation():
        assert seen(table, both) == (both if is_open else sorted(about, key=str))


def _is_about_people_or_where(table, key) -> bool:
    """Whether a note is about something that is open at the installation itself."""
    belonging = belonging_of(OWNED[table])
    if not isinstance(belonging, About):
        return False
    with across_practices():
        row = OWNED[table]._base_manager.get(pk=key)
        subject = getattr(row, belonging.content_type).model_class()
    return is_before_any_scope(subject) or not isinstance(belonging_of(subject), Through | About | InTree)


def test_across_practices_there_is_everything(sides, table):
    a, b = sides
    both = sorted([*keys(a, table), *keys(b, table)], key=str)
    with across_practices():
        assert seen(table, both) == both
