"""Which files does the database name? Every file field, and the few columns that hold a file's name as text."""

from collections.abc import Iterator

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

# Text that is a name in storage. A new one is added here, or its files are in no backup.
AS_TEXT = {"articles.ArticlePage": ("card",)}


def columns() -> list[tuple[str, str]]:
    """Tables and their columns that name files in the default storage."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField) or field.name in AS_TEXT.get(model._meta.label, ()):
                found.append((model._meta.db_table, field.column))
    return found


def fields_elsewhere() -> list[str]:
    """File fields that keep their files in another storage than the default one, which no backup would look into."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField) and field.storage is not default_storage
    ]


def names(snapshot) -> Iterator[str]:
    """The names of all files, some of them twice. ``snapshot`` has ``rows(sql)``."""
    for table, column in columns():
        for (name,) in snapshot.rows(f'SELECT "{column}" FROM "{table}" WHERE "{column}" <> \'\''):  # noqa: S608
            yield name
