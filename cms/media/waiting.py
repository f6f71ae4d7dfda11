"""Files that wait for their other fields: Wagtail stores an upload aside when only its title or folder is amiss."""

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from .intake import take_document, take_picture
from .models import PracticeDocument, PracticeImage
from .naming import new_token

INTAKES = {PracticeImage: take_picture, PracticeDocument: take_document}


@receiver(pre_save, sender=UploadedFile)
def take_in_what_waits(sender, instance, raw=False, **kwargs):
    """What waits has been through the intake too, and lies where its name meets no other file's."""
    if raw or instance.file._committed:
        return
    take = INTAKES[instance.for_content_type.model_class()]
    taken = take(instance.file.file, instance.file.name)
    taken.name = f"{new_token()}/{taken.name}"
    instance.file = taken
