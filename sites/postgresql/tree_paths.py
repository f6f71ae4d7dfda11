"""Below which row of a tree? Asked so that PostgreSQL can use the index of paths under row security.

``LIKE`` may not look at a row before its policy has, so by itself it reads the whole tree of all practices; comparing
two texts may. Treebeard's paths are digits and capitals, after all of which comes ``~``.
"""

from django.apps import apps
from django.db.models.lookups import StartsWith
from treebeard.mp_tree import MP_Node


class IsBelow(StartsWith):
    """``path__startswith`` with the same said as a range, byte by byte, which the index for ``LIKE`` is sorted by."""

    def as_postgresql(self, compiler, connection):
        sql, params = self.as_sql(compiler, connection)
        if not isinstance(self.rhs, str):
            return sql, params
        path, of_path = self.process_lhs(compiler, connection)
        return f"({path} ~>=~ %s AND {path} ~<~ %s AND {sql})", (*of_path, self.rhs, *of_path, f"{self.rhs}~", *params)


def use_ranges():
    """Have every tree's paths looked up like this; other fields of text keep what they have."""
    for model in apps.get_models():
        if issubclass(model, MP_Node):
            model._meta.get_field("path").register_lookup(IsBelow)
