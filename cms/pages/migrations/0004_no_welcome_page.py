"""Take away the welcome page and default site that Wagtail's first migrations make: only practices have sites."""

from django.db import migrations


def remove(apps, schema_editor):
    page_model = apps.get_model("pages", "BasePage")
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    page_model.objects.filter(depth=2, practice=None).delete()
    page_model.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_revisions_and_picture"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
