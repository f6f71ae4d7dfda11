"""The forms that take pictures and documents: what can not be taken is refused at once, at its field."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .documents import NAMES
from .intake import TakenFile, take_document, take_picture


class PictureField(WagtailImageField):
    """Wagtail's field goes by name and first bytes; here the whole file is looked at, and its name is not."""

    default_validators = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text += " What a camera wrote into the file (place, time, device) is taken out."

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        return file and take_picture(file, file.name)


class DocumentField(WagtailDocumentField):
    """Documents by content. What they say about their authors stays in them, and the help text says so."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = (
            f"{NAMES}, up to {filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)}. A document is kept as it is: "
            "names, comments and earlier versions that it holds are downloaded with it. Take them out first."
        )

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        return file and take_document(file, file.name)


class _TakesFile:
    """Asks for room in the practice where the field can say that there is none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A field declared below is in every form made of this one; Wagtail's second step leaves it out: pictures by
        # "exclude", documents by "fields".
        if "file" in (self._meta.exclude or ()) or "file" not in self._meta.fields:
            del self.fields["file"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, TakenFile):  # and not what was there before
            self.instance.check_room_for(file.size)
        return file


class PictureForm(_TakesFile, BaseImageForm):
    """Set as ``WAGTAILIMAGES_IMAGE_FORM_BASE``."""

    file = PictureField(label="File", widget=BaseImageForm.Meta.widgets["file"])


class DocumentForm(_TakesFile, BaseDocumentForm):
    """Set as ``WAGTAILDOCS_DOCUMENT_FORM_BASE``."""

    file = DocumentField(label="File", widget=BaseDocumentForm.Meta.widgets["file"])
