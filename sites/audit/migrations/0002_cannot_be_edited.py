"""The triggers that refuse to change or delete entries; see sites/audit/refusing.py."""

from django.db import migrations

from sites.audit.refusing import set_up


def make_triggers(apps, schema_editor):
    set_up(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    # Undoing 0001 drops the table, and its triggers with it.
    operations = [migrations.RunPython(make_triggers, migrations.RunPython.noop)]
