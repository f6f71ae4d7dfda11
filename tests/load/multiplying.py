"""Multiplies all rows of one practice in the database, table by table, without loading or saving a model.

The practice that is multiplied is opened with numbers that nothing else has (``number_from``), so every number among
``FIRST`` and ``FIRST + stride``, in a key as in the middle of a text, names one of its rows. In the copy with the
number ``n`` the stride is added n times. In the same way each mention of ``SLUG`` becomes the copy's own. So nothing
has to know what the columns mean, and a new model is multiplied without a line here.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from treebeard.mp_tree import MP_Node

from sites.ownership import About, InTree, OfPerson, Through, belonging_of
from sites.row_security import tables

from .many_practices import FIRST, SLUG

OURS = re.compile(rf"(?<!\d)11\d{{8}}(?!\d)|{SLUG}")
# Owned tables whose rows are not multiplied, and why.
EXCEPTIONS = {
    "signin.SignIn": "a session's, with a random key; measured people sign in themselves",
    "signin.Entry": "of a SignIn",
    "signin.Ticket": "of a SignIn",
    "practices.Invitation": "has a random key; nobody is invited",
}
STEP = 4  # letters of one step in a tree's path
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def multiplied() -> dict:
    """Each table whose rows are multiplied, with its model."""
    return {
        table: model
        for table, model in sorted(tables().items())
        if isinstance(belonging_of(model), Through | About | InTree | OfPerson) and model._meta.label not in EXCEPTIONS
    }


def number_from(number: int):
    """Have each multiplied table count its next rows from here on."""
    with connection.cursor() as cursor:
        for table, model in multiplied().items():
            if model._meta.pk.remote_field:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, model._meta.pk.column, number]
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def base36(number: int) -> str:
    """A step of a tree's path (treebeard's alphabet)."""
    found = ""
    while number:
        number, digit = divmod(number, 36)
        found = DIGITS[digit] + found
    return found.rjust(STEP, "0")


def multiply(copies: int):
    """Make so many copies of the practice with ``SLUG``. The scope must be all practices'."""
    if not copies:
        return
    stride, steps = _stride(copies), {table: _top_step(table) for table, model in _trees()}
    with transaction.atomic(), connection.cursor() as cursor:
        _list_copies(cursor, copies, stride, steps)
        with _without_indexes(cursor, list(multiplied())):
            for table in multiplied():
                _multiply_table(cursor, table, stride, steps.get(table))
        for table in steps:
            cursor.execute(f"UPDATE {table} SET numchild = numchild + %s WHERE path = '0001'", [copies])  # noqa: S608
        cursor.execute("DROP TABLE many_copies")
    number_from(FIRST + (copies + 1) * stride)


def _trees() -> Iterator[tuple]:
    """Tables with paths: a page's type adds one of its own that has none."""
    for table, model in multiplied().items():
        if any(field.name == "path" for field in model._meta.local_fields) and issubclass(model, MP_Node):
            yield table, model


def _stride(copies: int) -> int:
    """How far the numbers of one practice go, and some more."""
    with connection.cursor() as cursor:
        last = FIRST
        for table, model in multiplied().items():
            cursor.execute(f"SELECT max({model._meta.pk.column}) FROM {table}")  # noqa: S608 (names of our own tables)
            last = max(last, cursor.fetchone()[0] or 0)
    stride = (last - FIRST) // 1000 * 1000 + 1000
    if FIRST + (copies + 2) * stride > 2**31:
        raise ValueError(f"{copies} practices of {stride} numbers each do not fit into keys of 32 bits")
    return stride


def _top_step(table: str) -> str:
    """The last step of the path to the practice's first row in a tree, which is a child of the root."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(path) FROM {table} WHERE id >= %s", [FIRST])  # noqa: S608
        return cursor.fetchone()[0][STEP : 2 * STEP]


def _list_copies(cursor, copies: int, stride: int, steps: dict):
    columns = "".join(f", in_{table} varchar(4)" for table in steps)
    cursor.execute(f"CREATE TEMPORARY TABLE many_copies (shift bigint, number varchar(20){columns})")
    rows = [
        (n * stride, f"{n:05}", *(base36(int(step, 36) + n) for step in steps.values())) for n in range(1, copies + 1)
    ]
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO many_copies VALUES ({marks})", rows)  # noqa: S608


def _is_unchecked(cursor) -> bool:
    """Whether PostgreSQL was told to check no foreign keys (many_practices.working_as)."""
    if connection.vendor != "postgresql":
        return False
    cursor.execute("SHOW session_replication_role")
    return cursor.fetchone() == ("replica",)


@contextmanager
def _without_indexes(cursor, names: list[str]):
    """Indexes that keep nothing unique are made anew at the end, which is quicker, where no key waits to be checked."""
    if not _is_unchecked(cursor):
        yield
        return
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
        [names],
    )
    there = cursor.fetchall()
    for name, _ in there:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _, definition in there:
        cursor.execute(definition)


def _multiply_table(cursor, table: str, stride: int, top_step: str | None):
    columns, unique = _columns(cursor, table), _unique(cursor, table)
    key = multiplied()[table]._meta.pk.column
    is_text = connection.vendor == "postgresql"
    wanted = ", ".join(f'"{name}"::text' if is_text else f'"{name}"' for name in columns)
    owned = " AND practice_id IS NOT NULL" if "practice_id" in columns else ""  # the installation's log has its own
    cursor.execute(f'SELECT {wanted} FROM "{table}" WHERE "{key}" >= %s{owned}', [FIRST])  # noqa: S608
    names = ", ".join(f'"{name}"' for name in columns)
    for row in cursor.fetchall():
        made = _expressions(dict(zip(columns, row, strict=True)), columns, table, stride, top_step)
        _make_unique(made, columns, unique, dict(zip(columns, row, strict=True)))
        chosen, params = ", ".join(sql for sql, _ in made.values()), [p for _, ps in made.values() for p in ps]
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {chosen} FROM many_copies c', params)  # noqa: S608


def _columns(cursor, table: str) -> dict[str, str]:
    """Columns that are written, with their types in the database's words."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
        return dict(cursor.fetchall())
    cursor.execute(f'PRAGMA table_info("{table}")')
    return {row[1]: row[2] for row in cursor.fetchall()}


def _unique(cursor, table: str) -> list[list[str]]:
    """Sets of columns that may stand in the table only once."""
    found = connection.introspection.get_constraints(cursor, table).values()
    return [one["columns"] for one in found if one["unique"] and any(one["columns"])]


def _expressions(row: dict, columns: dict, table: str, stride: int, top_step: str | None) -> dict:
    """For each column SQL that gives its value in a copy, with parameters."""
    found = {}
    for name, value in row.items():
        cast = f"::{columns[name]}" if connection.vendor == "postgresql" else ""
        if top_step and name == "path":
            found[name] = (f"'0001' || c.in_{table} || %s", [value[2 * STEP :]])
        elif value is None or columns[name] in ("tsvector", "boolean", "bytea") or not _is_ours(value, stride):
            found[name] = (f"%s{cast}", [value])
        else:
            sql, params = _shifted(str(value), stride)
            found[name] = (f"({sql}){cast or _as_typed(columns[name])}", params)
    return found


def _as_typed(kind: str) -> str:
    """SQLite keeps what it is given: a number for a number."""
    return " + 0" if "int" in kind.lower() else ""


def _is_ours(value, stride: int) -> bool:
    return any(_names_row(found, stride) or found == SLUG for found in OURS.findall(str(value)))


def _names_row(text: str, stride: int) -> bool:
    return text.isdigit() and FIRST <= int(text) < FIRST + stride


def _shifted(text: str, stride: int) -> tuple[str, list]:
    """SQL for a text in which each of our numbers is the copy's, and each of our slugs."""
    parts, params, at = [], [], 0
    for found in OURS.finditer(text):
        is_slug = found[0] == SLUG
        if not (is_slug or _names_row(found[0], stride)):
            continue
        params += [text[at : found.start()], "practice-" if is_slug else int(found[0])]
        parts += ["%s", "%s", "c.number"] if is_slug else ["%s", "(%s + c.shift)"]
        at = found.end()
    return _joined([*parts, "%s"]), [*params, text[at:]]


def _joined(parts: list[str]) -> str:
    if connection.vendor == "postgresql":  # a chain of || would copy a long text again for each part
        return f"array_to_string(ARRAY[{', '.join(f'{part}::text' for part in parts)}], '')"
    return " || ".join(parts)


def _make_unique(made: dict, columns: dict, unique: list[list[str]], row: dict):
    """What may stand there only once and has nothing of ours in it gets another value of the same length."""
    for names in unique:
        known = [name for name in names if name in made]
        if any("c." in made[name][0] or row[name] is None for name in known):
            continue
        random = next((name for name in known if columns[name].startswith(("uuid", "char", "varchar"))), None)
        if random:
            length = len(str(row[random]).replace("-", "")) if columns[random] == "uuid" else len(str(row[random]))
            sql = "substr(md5(%s || c.number) || md5(c.number || %s), 1, %s)"
            cast = "::uuid" if columns[random] == "uuid" else ""
            made[random] = (f"({sql}){cast}", [str(row[random]), str(row[random]), length])
