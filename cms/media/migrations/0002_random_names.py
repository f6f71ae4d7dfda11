from pathlib import PurePosixPath

import cms.media.fields
import cms.media.models
import cms.media.naming
import wagtail.images.models
from django.db import migrations, models


def name_what_is_there(apps, schema_editor):
    """A token for each picture instead of one for all, the names people know, and sizes made again under new names."""
    for name in ("PracticeImage", "PracticeDocument"):
        for row in apps.get_model("media", name)._base_manager.only("pk", "file"):
            fields = {"shown_name": PurePosixPath(row.file.name).name[-120:]}
            if name == "PracticeImage":
                fields["token"] = cms.media.naming.new_token()
            apps.get_model("media", name)._base_manager.filter(pk=row.pk).update(**fields)
    sizes = apps.get_model("media", "PracticeRendition")._base_manager
    for size in sizes.only("file"):
        size.file.storage.delete(size.file.name)
    sizes.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='practicedocument',
            name='shown_name',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='practiceimage',
            name='shown_name',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='practiceimage',
            name='token',
            field=models.CharField(default=cms.media.naming.new_token, editable=False, max_length=32),
        ),
        migrations.AlterField(
            model_name='practicedocument',
            name='file',
            field=cms.media.fields.DocumentFileField(upload_to=cms.media.models.document_folder, verbose_name='file'),
        ),
        migrations.AlterField(
            model_name='practiceimage',
            name='file',
            field=cms.media.fields.PictureFileField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width'),
        ),
        migrations.RunPython(name_what_is_there, migrations.RunPython.noop),
    ]
