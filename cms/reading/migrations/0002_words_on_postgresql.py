"""On PostgreSQL: a column with the words of each row as the database's own search reads them, and tolerance for typos.

The column is made by the database from title (which weighs more) and text. Policies of row security let conditions on
it run after those on the practice only, so an index on it would not be used; the one on the practice is.
``pg_trgm`` is a trusted extension since PostgreSQL 13: whoever owns the database may install it. Where that is not
allowed, or it is not there, search works and forgives no typos.
"""

from django.db import DatabaseError, migrations, transaction

VECTOR = (
    "ALTER TABLE reading_findable ADD COLUMN vector tsvector GENERATED ALWAYS AS "
    "(setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'C')) STORED"
)


def prepare(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(VECTOR)
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            print("pg_trgm could not be installed: search will forgive no typos. See docs/decisions/0016.")


class Migration(migrations.Migration):
    dependencies = [("reading", "0001_initial")]
    operations = [migrations.RunPython(prepare, migrations.RunPython.noop)]
