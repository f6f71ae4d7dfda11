"""Queries that every reader's page asks: turned into SQL once by each process, and filled in each time.

Django builds a query and its SQL anew whenever it is asked, which costs several times what the database takes to answer
from an index. What a statement gives are the same objects as its queryset would. The scope is read when it is asked,
never kept (compare lookups.py): each kind of scope has SQL of its own, and the practice is filled in.
"""

from collections.abc import Callable, Iterable
from types import SimpleNamespace

from django.db import connections, router
from django.db.models import Expression, Field, QuerySet

from .rows import Rows
from .scoping import Kind, Scope, current_scope, within

_PRACTICE = "practice in scope"


class Slot(Expression):
    """The place of a value, which is filled in when the statement is asked."""

    def __init__(self, name: str, number: int | None = None, output_field: Field | None = None):
        super().__init__(output_field or Field())
        self.name, self.number = name, number

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def filled(self, values: dict, connection):
        value = values[self.name] if self.number is None else values[self.name][self.number]
        return self.output_field.get_db_prep_value(value, connection)


class Statement:
    """``build`` takes a slot for each value, and a list of slots for each list, and gives a queryset.

    Called with the values by name it gives the objects as a list; an empty list among the values gives none, without
    a query. ``fields`` names the model field of values that databases store in a form of their own, such as moments.
    Lists get longer by doubling, so that few forms of the SQL are kept; ``in`` does not mind a value that comes twice.
    """

    def __init__(self, build: Callable[..., QuerySet], **fields: Field):
        self._build, self._fields = build, fields
        self._written: dict[tuple, _Written] = {}

    def __call__(self, **values) -> list:
        values = {name: _filled_up(value) if _is_list(value) else value for name, value in values.items()}
        sizes = {name: len(value) for name, value in values.items() if _is_list(value)}
        if 0 in sizes.values():
            return []
        scope = current_scope()
        key = (scope.kind, *sizes.items())
        if key not in self._written:
            self._written[key] = self._write(scope.kind, values, sizes)
        return self._written[key].answer({**values, _PRACTICE: scope.practice_id})

    def first(self, **values):
        """The first of the objects, or None."""
        return next(iter(self(**values)), None)

    def _write(self, kind: Kind, values: dict, sizes: dict) -> "_Written":
        """Raises ScopeNotSet where the queryset is scoped and nobody said whose the work is."""
        slots = {
            name: [Slot(name, number, self._fields.get(name)) for number in range(sizes[name])]
            if name in sizes
            else Slot(name, None, self._fields.get(name))
            for name in values
        }
        anybody = SimpleNamespace(pk=Slot(_PRACTICE)) if kind is Kind.PRACTICE else None
        with within(Scope(kind, anybody)):
            return _Written(self._build(**slots))


class _Written:
    """SQL for one database of each name that is read from, and what makes objects of its rows."""

    def __init__(self, queryset: QuerySet):
        self.queryset, self.scope = queryset, current_scope()
        self.compiled: dict[str, tuple[str, Iterable, Rows]] = {}

    def answer(self, values: dict) -> list:
        using = router.db_for_read(self.queryset.model)
        if using not in self.compiled:
            self.compiled[using] = self._compile(using)
        sql, params, rows = self.compiled[using]
        connection = connections[using]  # each thread has its own
        filled = [param.filled(values, connection) if isinstance(param, Slot) else param for param in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return rows.objects(cursor.fetchall(), connection)

    def _compile(self, using: str) -> tuple[str, Iterable, Rows]:
        compiler = self.queryset.query.clone().get_compiler(using=using)
        with within(self.scope):
            sql, params = compiler.as_sql()
        return sql, params, Rows(compiler)


def _is_list(value) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _filled_up(values: Iterable) -> list:
    """With the last value again and again, up to the next power of two."""
    values = list(values)
    wanted = 1 << max(0, len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (wanted - len(values))
