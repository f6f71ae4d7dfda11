"""Rows of a statement into objects: what Django works out anew for each query is worked out once.

Django calls a model's constructor for each row, which sends two signals and sets every column by name; on a page of
forty objects that took longer than the database. Where it is known that a constructor does nothing else, the columns
are put into the object as they are. The objects are the same: tests/sites/test_statements.py compares them.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init


class Part:
    """The columns of a row that make an object of one model, and the parts that hang on it by select_related."""

    def __init__(self, info: dict, select: Sequence):
        """``info`` and ``select`` are what Django's compiler says of the whole (``klass_info``, ``select``)."""
        self.model = info["model"]
        places = {select[place][0].target.attname: place for place in info["select_fields"]}
        columns = [field for field in self.model._meta.concrete_fields if field.attname in places]
        self.names = [field.attname for field in columns]
        found = [places[name] for name in self.names]
        self.values = itemgetter(*found) if len(found) > 1 else lambda row: (row[found[0]],)
        self.primary_key = self.model._meta.pk.attname
        self.place_of_key = places[self.primary_key]
        self.beside = _beside_columns(self.model)
        # Set by their descriptors, which make something of the value: bodies, files.
        self.described = [name for name in self.names if not isinstance(getattr(self.model, name), DeferredAttribute)]
        related = info.get("related_klass_infos", [])
        self.parts = [(Part(each, select), each["local_setter"], each["remote_setter"]) for each in related]

    def made(self, row: Sequence, using: str) -> Model | None:
        """The object with all that hangs on it; None where the row holds none."""
        if row[self.place_of_key] is None:
            return None
        one = self._called(row, using) if self.beside is None else self._filled(row, using)
        for part, set_on_this, set_on_other in self.parts:
            other = part.made(row, using)
            set_on_this(one, other)
            if other is not None:
                set_on_other(other, one)
        return one

    def _called(self, row, using) -> Model:
        return self.model.from_db(using, self.names, self.values(row))

    def _filled(self, row, using) -> Model:
        one, state = self.model.__new__(self.model), ModelState()
        state.adding, state.db = False, using
        held = one.__dict__
        held["_state"] = state
        held.update(self.beside)
        held.update(zip(self.names, self.values(row), strict=True))
        for name in self.described:
            setattr(one, name, held.pop(name))
        return one


def _beside_columns(model: type[Model]) -> dict | None:
    """What the constructor leaves in an object besides its columns. None: nobody has said, so it must be called.

    A model with a constructor of its own says it as ``beside_columns``, in the class that has the constructor.
    """
    said = getattr(model, "beside_columns", None)
    if said is not None:
        return said
    listened_to = pre_init.has_listeners(model) or post_init.has_listeners(model)
    return {} if model.__init__ is Model.__init__ and not listened_to else None


class Rows:
    """How all rows of one compiled query become objects."""

    def __init__(self, compiler):
        self.part = Part(compiler.klass_info, compiler.select)
        self.annotations = list((compiler.annotation_col_map or {}).items())
        found = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        self.converters = [(place, *each) for place, each in found.items()]

    def objects(self, rows: Iterable[Sequence], connection) -> list[Model]:
        return [self._object(list(row), connection) for row in rows]

    def _object(self, row: list, connection) -> Model:
        for place, convert, expression in self.converters:
            value = row[place]
            for each in convert:
                value = each(value, expression, connection)
            row[place] = value
        one = self.part.made(row, connection.alias)
        for name, place in self.annotations:
            setattr(one, name, row[place])
        return one
