"""The one way in for files: measured, told by content, stripped of metadata; what can not be taken is refused.

Forms ask here, so that the sentence stands at the field; the model's file fields ask here as well (fields.py), so that
importers, commands and whatever comes later store nothing that was not looked at.
"""

import struct
import zlib
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image

from .documents import document_kind
from .kinds import picture_kind
from .limits import check_bytes, check_pixels, too_many_pixels
from .metadata import without_metadata
from .naming import shown_name
from .upright import orientation_of, turned

BROKEN = "This picture is broken or not complete. Open it on your own machine, save it again and send that."
# What Pillow and the readers of metadata raise for files that break off or lie about themselves.
BROKEN_FILE = (
    OSError,
    RuntimeError,
    ValueError,
    SyntaxError,
    struct.error,
    zlib.error,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
)


class TakenFile(ContentFile):
    """A file that has been through here: its name is for people, its extension fits its content."""

    def __init__(self, content: bytes, kind: str, sent_as: str | None):
        super().__init__(content, name=shown_name(sent_as, kind))
        self.kind = kind


def take_picture(file: File, sent_as: str | None) -> TakenFile:
    """The picture without metadata, upright; ``sent_as`` is the name that its sender gave it.

    Raises ValidationError with a sentence for the sender.
    """
    if isinstance(file, TakenFile):
        return file
    check_bytes(file.size, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, "picture")
    data = _content(file)
    kind = picture_kind(data)
    try:
        return TakenFile(_clean(data, kind), kind, sent_as)
    except Image.DecompressionBombError as error:
        raise too_many_pixels(f"more than {2 * Image.MAX_IMAGE_PIXELS:,} pixels") from error
    except BROKEN_FILE as error:
        raise ValidationError(BROKEN, code="invalid_image") from error


def take_document(file: File, sent_as: str | None) -> TakenFile:
    """The document as it is, with the extension of its content; see take_picture."""
    if isinstance(file, TakenFile):
        return file
    check_bytes(file.size, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, "document")
    data = _content(file)
    return TakenFile(data, document_kind(data, sent_as or ""), sent_as)


def _content(file: File) -> bytes:
    if file.closed:
        file.open("rb")
    file.seek(0)
    return file.read()


def _clean(data: bytes, kind: str) -> bytes:
    with Image.open(BytesIO(data)) as picture:
        check_pixels(*picture.size, 1 if kind == "jpg" else getattr(picture, "n_frames", 1))
        orientation = orientation_of(picture, kind)
    data = without_metadata(data, kind)
    with Image.open(BytesIO(data)) as picture:
        picture.load()
    return turned(data, orientation, kind) if orientation else data
