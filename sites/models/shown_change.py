"""What changed of what readers see: the notes that every process reads to know which finished pages to forget."""

from django.db import models
from django.db.models.functions import Now


class Position(models.Func):
    """Where the transaction stands among all others: PostgreSQL's own number for it, and 0 on SQLite.

    On SQLite there is one writer at a time, so that the rows' ids already come in the order of commits.
    """

    output_field = models.BigIntegerField()

    def as_sql(self, compiler, connection, **extra):
        return "0", []

    def as_postgresql(self, compiler, connection, **extra):
        return "pg_current_xact_id()::text::bigint", []


class ShownChange(models.Model):
    """Something of a practice that readers see has changed. Written in the transaction that changes it."""

    # Plain numbers: a note must not keep a practice from being closed, nor ask whether it is still there.
    practice_number = models.BigIntegerField()
    tag = models.CharField(max_length=40)
    noted_at = models.DateTimeField(db_default=Now(), db_index=True)
    position = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "change that readers see"
