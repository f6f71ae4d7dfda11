"""Background work on pictures: sizes are made at upload, not on a reader's request."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.tasks import task

from sites.models import Practice
from sites.scoping import in_practice

from .models import PracticeImage
from .renditions import sources


@task()
def make_renditions(practice_id: int, image_id: int):
    """Make every size of a picture that templates ask for. Does nothing when the picture is gone."""
    with in_practice(Practice.objects.get(pk=practice_id)):
        picture = PracticeImage.objects.filter(pk=image_id).first()
        if picture is not None:
            sources(picture)


@receiver(post_save, sender=PracticeImage)
def queue_renditions(sender, instance, raw=False, **kwargs):
    """After each save: a new focal point or file asks for new sizes."""
    if not raw:
        transaction.on_commit(lambda: make_renditions.enqueue(instance.practice_id, instance.pk))
