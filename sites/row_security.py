"""Which rows PostgreSQL shows and takes in which scope: one policy for each table, made from ``sites/ownership.py``.

It is the second line. The managers, doors and guards of Python decide in every request; the policies hold where one of
them was forgotten, in raw SQL, in ``QuerySet.update`` and in ``bulk_create``. They hold nothing against somebody who can
run SQL of their own: the scope is a setting of the session.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.models import Field, ForeignKey, Model

from .ownership import About, InTree, OfPerson, Shared, Through, Unused, belonging_of

SCOPE = "current_setting('anteroom.scope', true)"
PRACTICE = "NULLIF(current_setting('anteroom.practice', true), '')::bigint"
EVERYWHERE = f"{SCOPE} = 'all'"
BEFORE = f"{SCOPE} IN ('', 'installation')"

# Looked up, and written, before a practice is in scope: by whom a request is answered, and who is who.
# A model whose managers say so themselves ("everywhere", "everyone") needs no entry.
BEFORE_ANY_SCOPE = {
    "practices.Practice": "the host decides the practice; a command opens one",
    "practices.PracticeHost": "the host decides the practice",
}
READ_BEFORE_ANY_SCOPE = {
    "wagtailcore.Site": "comes with the practice",
}
# Seen in every practice, and changed in none.
ROOTS = {
    settings.WAGTAIL_PAGE_MODEL: "every page is reached from the root of the tree",
    "wagtailcore.Collection": "every folder is reached from the root of the tree",
}
ROOT = "path = '0001'"  # treebeard's first row


@dataclass(frozen=True)
class Policy:
    """One policy of one table. Several of a table add up: a row passes when one of them lets it."""

    name: str
    rows: str  # SQL for USING
    taken: str = ""  # SQL for WITH CHECK; the same as ``rows`` when empty
    command: str = "ALL"

    def sql(self, table: str) -> str:
        check = f" WITH CHECK ({self.taken or self.rows})" if self.command == "ALL" else ""
        return f'CREATE POLICY {self.name} ON "{table}" FOR {self.command} USING ({self.rows}){check}'


def policies_of(model: type[Model]) -> Iterator[Policy]:
    """The policies of a model's table; none for what everybody reads and writes. Raises Unclassified."""
    belonging = belonging_of(model)
    if isinstance(belonging, Shared | Unused):
        if not getattr(belonging, "written", False):
            kept = f"{SCOPE} <> 'practice'" if isinstance(belonging, Shared) else f"{SCOPE} IN ('', 'all')"
            yield Policy("anteroom_own", kept)
            yield Policy("anteroom_seen", "true", command="SELECT")
        return
    own = own_rows(model)
    yield Policy("anteroom_own", f"{EVERYWHERE} OR {own}", f"{EVERYWHERE} OR ({own}{points_at_own(model)})")
    if is_before_any_scope(model):
        yield Policy("anteroom_before", BEFORE)
    elif model._meta.label in READ_BEFORE_ANY_SCOPE:
        yield Policy("anteroom_before", BEFORE, command="SELECT")
    elif nobodys := _rows_of_nobody(model):
        yield Policy("anteroom_before", f"{SCOPE} = 'installation' AND ({nobodys})")
    if seen := _also_seen(model):
        yield Policy("anteroom_seen", seen, command="SELECT")


def is_before_any_scope(model: type[Model]) -> bool:
    """Whether rows of the model are looked up, and written, before a practice is in scope."""
    looks_before = {"everywhere", "everyone"} & {manager.name for manager in model._meta.managers}
    return bool(looks_before) or model._meta.label in BEFORE_ANY_SCOPE


# --- the practice's own rows ---


def own_rows(model: type[Model], alias: str = "") -> str:
    """SQL that is true for rows that belong to the practice in scope. Raises Unclassified."""
    alias = alias or f'"{model._meta.db_table}"'
    belonging = belonging_of(model)
    if isinstance(belonging, Through):
        return _at_the_end(model, alias, belonging.path, lambda practice: f"{practice} = {PRACTICE}")
    if isinstance(belonging, OfPerson):
        end = is_here if is_account(model) else _is_seen
        return _at_the_end(model, alias, belonging.path, end)
    if isinstance(belonging, About):
        content_type = model._meta.get_field(belonging.content_type)
        return _at_the_end(
            model,
            alias,
            belonging.object_id,
            lambda key: f"anteroom_is_own({key.rpartition('.')[0]}.{content_type.column}, {key}::text)",
        )
    if isinstance(belonging, InTree):
        return f"starts_with({alias}.path, (SELECT anteroom_folder()))"
    return "false"


def _at_the_end(model, alias: str, path: str, end: Callable[[str], str], depth: int = 0) -> str:
    """``end`` of the column at the end of a path of fields, with an EXISTS for each table on the way."""
    step, _, rest = path.partition("__")
    field = model._meta.get_field(step)
    if not field.concrete:  # Site and Workflow, which their practice points at
        end_at, column, rest = field.related_model, field.field.column, rest or field.related_model._meta.pk.name
        return _exists(end_at, column, f"{alias}.{model._meta.pk.column}", rest, end, depth)
    if field.model._meta.concrete_model is not model._meta.concrete_model:  # inherited: it stands in the parent's table
        link = model._meta.get_ancestor_link(field.model)
        parent = link.related_model
        return _exists(parent, parent._meta.pk.column, f"{alias}.{link.column}", path, end, depth)
    if not rest or rest == field.related_model._meta.pk.name:
        return end(f"{alias}.{field.column}")
    key, following = f"{alias}.{field.column}", field.related_model._meta.get_field(rest.partition("__")[0])
    if not following.concrete:  # straight on, past a table that adds nothing
        further = rest.partition("__")[2] or following.related_model._meta.pk.name
        return _exists(following.related_model, following.field.column, key, further, end, depth)
    target = following.model  # a page's key is the same in the table of its type and in that of all pages
    return _exists(target, target._meta.pk.column, key, rest, end, depth)


def _exists(model, column: str, key: str, path: str, end, depth: int) -> str:
    alias = f"r{depth}"
    rest = _at_the_end(model, alias, path, end, depth + 1)
    return f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" {alias} WHERE {alias}.{column} = {key} AND {rest})'


def is_here(person: str) -> str:
    """SQL: the person has a place in the practice in scope."""
    return f'EXISTS (SELECT 1 FROM "practices_membership" m WHERE m.user_id = {person} AND m.practice_id = {PRACTICE})'


def _is_seen(person: str) -> str:
    """SQL: a scope is named and the person's account is seen in it."""
    return f"{SCOPE} <> '' AND EXISTS (SELECT 1 FROM \"practices_user\" u WHERE u.id = {person})"


# --- what else is seen, and where ---


def _rows_of_nobody(model) -> str:
    """SQL for rows that belong to the installation itself, which its own host shows (the lookup ``in_scope``)."""
    if _own_practice(model):
        return "practice_id IS NULL"
    return " OR ".join(f"{exists} AND c.practice_id IS NULL)" for exists in _children_with_practice(model))


def _also_seen(model) -> str:
    """SQL for rows that a practice reads and never changes; empty for most models."""
    if model._meta.label in ROOTS:
        return ROOT
    if is_account(model):  # whoever has left is named still in what they wrote
        return f"{SCOPE} = 'practice' AND anteroom_is_named(id)"
    return " OR ".join(f"{exists} AND c.practice_id = {PRACTICE})" for exists in _children_with_practice(model))


def _own_practice(model) -> Field | None:
    return next((field for field in model._meta.local_fields if field.name == "practice" and field.null), None)


def _children_with_practice(model) -> Iterator[str]:
    """A model that extends another one's table by a practice says whose the other table's row is, too.

    Wagtail's log entries need it: what they are about may be gone, and the entry stays.
    """
    for relation in model._meta.related_objects:
        child = relation.related_model
        if relation.parent_link and any(field.name == "practice" for field in child._meta.local_fields):
            table, link = child._meta.db_table, relation.field.column
            key = f'"{model._meta.db_table}".{model._meta.pk.column}'
            yield f'EXISTS (SELECT 1 FROM "{table}" c WHERE c.{link} = {key}'


# --- what a row may point at ---


def points_at_own(model: type[Model]) -> str:
    """SQL, beginning with AND: each key of a row names something that is seen in the scope."""
    own_step = getattr(belonging_of(model), "path", "").partition("__")[0]
    checks = [
        f' AND ("{field.column}" IS NULL OR {_function_for(field.related_model)}("{field.column}"))'
        for field in keys_of(model)
        if field.name != own_step and not (is_account(field.related_model) and getattr(model, "names_strangers", False))
    ]
    return "".join(checks)


def keys_of(model: type[Model]) -> list[ForeignKey]:
    """The foreign keys in the model's own table to what belongs to a practice or a person."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, ForeignKey)
        and not field.remote_field.parent_link
        and isinstance(belonging_of(field.related_model), Through | About | InTree | OfPerson)
    ]


def is_account(model: type[Model]) -> bool:
    """Whether the model is that of people's accounts."""
    return model._meta.label == settings.AUTH_USER_MODEL


def _function_for(target: type[Model]) -> str:
    """The function that answers for a key (sites/postgresql/functions.py)."""
    return "anteroom_may_name" if is_account(target) else f"anteroom_sees_{target._meta.db_table}"


@cache
def tables() -> dict[str, type[Model]]:
    """Every table of the project, with the model that it belongs to."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
