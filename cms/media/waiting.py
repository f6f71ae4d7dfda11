"""Files that wait for their other fields: Wagtail stores an upload aside when only its title or folder is amiss."""

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from sites.scoping import current_practice

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
    taken.name = f"{current_practice().media_key}/{new_token()}/{taken.name}"
    instance.file = taken


def may_go_on(user, pk) -> bool:
    """Whether the person put this aside, and at this practice: the folder says so."""
    practice = current_practice()
    own = UploadedFile.objects.filter(pk=pk, uploaded_by_user=user.pk)
    return practice is not None and own.filter(file__startswith=f"wagtail_uploads/{practice.media_key}/").exists()
