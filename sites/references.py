"""What an object points at: by foreign keys, in rich text, in blocks, and in the content of a revision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, ManyToManyField, Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Revision


@dataclass(frozen=True)
class Reference:
    """Something points at a row, from a field."""

    model: type[Model]
    pk: str
    field: str
    # Words and blocks come from people who type; keys come from forms that offered them.
    in_content: bool = False


def references_of(instance: Model, fields: Iterable[str] | None = None) -> Iterator[Reference]:
    """Everything that the object itself points at; ``fields`` limits it to these."""
    for field in instance._meta.concrete_fields:
        if fields is not None and not {field.name, field.attname} & set(fields):
            continue
        if field.is_relation:
            key = getattr(instance, field.attname)
            if key is not None and not field.remote_field.parent_link:
                yield Reference(field.related_model, str(key), field.name)
        elif hasattr(field, "extract_references"):
            yield from _within(field, field.value_from_object(instance))
    if isinstance(instance, Revision) and (fields is None or "content" in fields):
        model = instance.content_type.model_class()
        yield from references_in(model, instance.content)


def references_in(model: type[Model], content: dict) -> Iterator[Reference]:
    """Everything that the serialised form of an object points at, its children included (a revision's content)."""
    for field in model._meta.get_fields():
        if field.auto_created or field.name not in content:
            continue
        value = content[field.name]
        if isinstance(field, ManyToManyField):
            yield from (Reference(field.related_model, str(key), field.name) for key in value or ())
        elif isinstance(field, ForeignKey):
            if value is not None and not field.remote_field.parent_link:
                yield Reference(field.related_model, str(value), field.name)
        elif hasattr(field, "extract_references") and value:
            yield from _within(field, field.to_python(value))
    for relation in get_all_child_relations(model):
        for child in content.get(relation.get_accessor_name()) or ():
            yield from references_in(relation.related_model, child)


def references_in_value(model: type[Model], name: str, value) -> Iterator[Reference]:
    """What a field's new value points at by its words and blocks; nothing for fields of other kinds."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return
    if hasattr(field, "extract_references"):
        yield from _within(field, value)


def _within(field, value) -> Iterator[Reference]:
    if value is None:
        return
    for target, key, _, _ in field.extract_references(value):
        yield Reference(target, str(key), field.name, in_content=True)
