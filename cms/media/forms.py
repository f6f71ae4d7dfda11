"""The form that takes a picture: what can not be drawn later is refused at once, at its field."""

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail looks at a file's first bytes; a file that breaks off after them would fail when sizes are made of it."""

    def to_python(self, data):
        try:
            file = super().to_python(data)
            if file is not None:
                file.seek(0)
                with Image.open(file) as picture:
                    picture.load()
                file.seek(0)
        except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises for broken files
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return file


class PictureForm(BaseImageForm):
    """Set as ``WAGTAILIMAGES_IMAGE_FORM_BASE``."""

    file = PictureField(label="File", widget=BaseImageForm.Meta.widgets["file"])
