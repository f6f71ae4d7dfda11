"""No row of one practice refers to the other: the whole database, read as plain rows and judged in memory.

Neither managers nor scopes take part. Whose a row is comes from sites/ownership.py, what a text or a revision refers
to from sites/references.py; a second look needs neither, because the keys of the two practices begin at numbers of
their own (tests/isolation/two_sides.py): no text or key of A's may hold a number of B's.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from wagtail.models import ReferenceIndex, Revision

from cms.pages.models import BasePage
from sites.models import Membership, User
from sites.ownership import About, InTree, Through, belonging_of, is_owned
from sites.references import references_in
from sites.scoping import across_practices

# Not looked at: a browser's own, and a part of the search index without a key to a thing.
LEFT_OUT = {"sessions.Session", "wagtailsearch.SQLiteFTSIndexEntry"}


@cache
def models() -> tuple[type[Model], ...]:
    """Every model with a table of its own."""
    there = set(connection.introspection.table_names())
    return tuple(
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table in there and model._meta.label not in LEFT_OUT
    )


def read_table(model) -> dict:
    """A table's rows as they are stored, by primary key."""
    meta = model._meta
    with across_practices(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(meta.db_table)}")  # noqa: S608 (our own tables)
        names = [column[0] for column in cursor.description]
        at = names.index(meta.pk.column)
        return {row[at]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


@cache
def _references_of_text(field, text: str) -> tuple:
    """What a stored rich text or StreamField refers to; most texts come again and again."""
    with across_practices():  # some blocks fetch what they name at once
        value = field.to_python(text)
        found = field.extract_references(value) if value is not None else ()
        return tuple((target, key) for target, key, *_ in found)


@cache
def _references_of_revision(model, text: str) -> tuple:
    with across_practices():
        return tuple((one.model, one.pk) for one in references_in(model, json.loads(text)))


@dataclass
class Database:
    """All rows, by model and key."""

    rows: dict = field(default_factory=lambda: {model: read_table(model) for model in models()})
    _owners: dict = field(default_factory=dict)

    def again(self, tables: set[str]) -> "Database":
        """The same, with these tables read afresh."""
        changed = {model: read_table(model) for model in models() if model._meta.db_table in tables}
        return Database({**self.rows, **changed})

    def owner(self, model, pk) -> int | None:
        """The practice that a row belongs to; None for rows that are gone or belong to none."""
        pk = int(pk) if isinstance(pk, str) and pk.isdecimal() else pk
        if (model, pk) not in self._owners:
            self._owners[model, pk] = self._find_owner(model, pk)
        return self._owners[model, pk]

    def _find_owner(self, model, pk):
        belonging = belonging_of(model)
        if isinstance(belonging, Through):
            return self._follow(model, pk, belonging.path)
        row = self.rows[model].get(pk)
        if row is None:
            return None
        if isinstance(belonging, InTree):
            tops = {one["path"]: key for key, one in self.rows[model].items()}
            return self._pointing_at(model._meta.get_field("practice"), tops.get(row["path"][: 2 * model.steplen]))
        if isinstance(belonging, About):
            about = ContentType.objects.get_for_id(row[model._meta.get_field(belonging.content_type).column])
            return self.owner(about.model_class(), row[belonging.object_id]) if about.model_class() else None
        return None

    def _follow(self, model, pk, path):
        step, _, rest = path.partition("__")
        found = model._meta.get_field(step)
        if found.concrete:
            row = self.rows[found.model].get(pk)  # a child's row has its parent's key
            value = row and row[found.column]
        else:
            value = self._pointing_at(found, pk)
        return self._follow(found.related_model, value, rest) if rest and value is not None else value

    def _pointing_at(self, relation, pk):
        """The key of the row that points here by a one-to-one relation."""
        column = relation.field.column
        return next((key for key, row in self.rows[relation.related_model].items() if row[column] == pk), None)

    def rows_of(self, practice) -> dict:
        """Everything that belongs to a practice, to be compared as a whole."""
        return {
            f"{model._meta.label} {pk}": row
            for model, rows in self.rows.items()
            if is_owned(model)
            for pk, row in rows.items()
            if self.owner(model, pk) == practice.pk
        }

    def places(self) -> set[tuple[int, int]]:
        """Practice and person, for every membership."""
        return {(row["practice_id"], row["user_id"]) for row in self.rows[Membership].values()}

    def crossings(self, ever: set[tuple[int, int]] = frozenset()) -> list[str]:
        """Every reference from a row of one practice to what is another's.

        ``ever`` are memberships that have ended: whoever has left may still be named.
        """
        places = self.places() | ever
        return [
            f"{model._meta.label} {pk} -> {target._meta.label} {key}"
            for model, rows in self.rows.items()
            if is_owned(model)
            for pk, row in rows.items()
            if (owner := self.owner(model, pk)) is not None
            for target, key in references_of_row(model, row)
            if self._is_foreign(target, key, owner, places)
        ] + self._misplaced()

    def _misplaced(self) -> list[str]:
        """Pages that hang below another practice's."""
        owners = {row["path"]: row["practice_id"] for row in self.rows[BasePage].values()}
        above = {path: owners.get(path[: -BasePage.steplen]) for path in owners}
        return [f"page at {path}" for path, owner in owners.items() if above[path] not in (None, owner)]

    def _is_foreign(self, target, key, owner, places) -> bool:
        if target is User:
            return (owner, int(key)) not in places
        return is_owned(target) and self.owner(target, key) not in (None, owner)

    def mentions(self, practice, numbers: re.Pattern) -> list[str]:
        """Columns of a practice's rows that hold a number of the other's."""
        return [
            f"{name}.{column}: {match.group()}"
            for name, row in self.rows_of(practice).items()
            for column, value in row.items()
            if (match := numbers.search(str(value)))
        ]


@cache
def _keys_and_texts(model):
    fields = model._meta.local_concrete_fields
    keys = [one for one in fields if one.is_relation and not one.remote_field.parent_link]
    return keys, [one for one in fields if hasattr(one, "extract_references") and not one.is_relation]


def references_of_row(model, row: dict) -> list[tuple]:
    """Model and key of everything that a stored row points at: by keys, in texts and blocks, in a revision."""
    keys, texts = _keys_and_texts(model)
    found = [(one.related_model, row[one.column]) for one in keys if row[one.column] is not None]
    for one in texts:
        if row[one.column]:
            found += _references_of_text(one, row[one.column])
    if model is Revision:
        about = ContentType.objects.get_for_id(row["content_type_id"]).model_class()
        found += _references_of_revision(about, _as_text(row["content"]))
    if model is ReferenceIndex:
        about = ContentType.objects.get_for_id(row["to_content_type_id"]).model_class()
        found.append((about, row["to_object_id"]))
    return found


def _as_text(content) -> str:
    return content if isinstance(content, str) else json.dumps(content)


class Written:
    """Notes which tables statements write; used with ``connection.execute_wrapper``."""

    _TARGET = re.compile(r'^\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.I)

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if match := self._TARGET.match(sql):
            self.tables.add(match.group(1))
        return execute(sql, params, many, context)
