"""File fields of pictures and documents: nothing reaches storage but through the intake."""

from django.db import models
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from .intake import TakenFile, take_document, take_picture


def _stored(file, content: TakenFile):
    """Let the row say what it holds: whoever wrote the row before had seen another file."""
    row = file.instance
    row.check_room_for(content.size)
    row.shown_name = content.name
    row.file_size = content.size
    row.file_hash = hash_filelike(content)
    content.seek(0)
    return content


class PictureFile(WagtailImageFieldFile):
    """A picture's original: every way of saving a file ends in ``save`` here."""

    def save(self, name, content, save=True):
        content = _stored(self, take_picture(content, name))
        self.instance.renew_token()
        super().save(content.name, content, save)


class PictureFileField(WagtailImageField):
    attr_class = PictureFile


class DocumentFile(models.fields.files.FieldFile):
    """A document; see PictureFile."""

    def save(self, name, content, save=True):
        content = _stored(self, take_document(content, name))
        super().save(content.name, content, save)


class DocumentFileField(models.FileField):
    attr_class = DocumentFile
