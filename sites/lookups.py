"""The scope as SQL: read when a query is compiled, so that a queryset kept for later can not keep a practice.

Wagtail builds many querysets once and keeps them (chooser blocks, form fields, filter sets). A manager that put the
current practice's id into ``get_queryset()`` would hand the first practice's rows to all the others.
"""

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import ForeignKey, Lookup

from .scoping import Kind, ScopeNotSet, current_scope


class ScopeLookup(Lookup):
    """A condition whose value comes from the scope and not from the query's author."""

    prepare_rhs = False

    def get_prep_lookup(self):
        return self.rhs

    def process_rhs(self, compiler, connection):
        return "", []

    def as_sql(self, compiler, connection):
        scope = current_scope()
        if scope.kind is Kind.UNSET:
            raise ScopeNotSet
        if scope.kind is Kind.ALL:
            raise FullResultSet
        column, params = self.process_lhs(compiler, connection)
        return self.condition(column, list(params), scope, connection)

    def condition(self, column, params, scope, connection):
        """SQL and parameters for a practice's or the installation's scope."""
        raise EmptyResultSet


@ForeignKey.register_lookup
class InScope(ScopeLookup):
    """``practice__in_scope=True``: the row belongs to the practice in scope."""

    lookup_name = "in_scope"

    def condition(self, column, params, scope, connection):
        if scope.kind is Kind.INSTALLATION:
            return f"{column} IS NULL", params
        return f"{column} = %s", [*params, scope.practice_id]


class HasPlaceHere(ScopeLookup):
    """``pk__has_place_here=True``: the person has a membership in the practice in scope.

    At the installation's own host it is the operators who have a place.
    """

    lookup_name = "has_place_here"

    def condition(self, column, params, scope, connection):
        quote = connection.ops.quote_name
        if scope.kind is Kind.INSTALLATION:
            # Table and column names of our own, quoted by the backend; values go as parameters.
            flag = f"SELECT {quote('id')} FROM {quote('practices_user')} WHERE {quote('is_superuser')}"  # noqa: S608
            return f"{column} IN ({flag})", params
        table = quote("practices_membership")
        people = f"SELECT {quote('user_id')} FROM {table} WHERE {quote('practice_id')} = %s"  # noqa: S608
        return f"{column} IN ({people})", [*params, scope.practice_id]
