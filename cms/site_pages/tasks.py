"""Background work on the look: its icons are drawn when it is saved, not on a reader's request."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.tasks import task

from sites.models import Practice
from sites.scoping import in_practice

from .look_files import draw_all
from .menus import settings_of_practice
from .models import PracticeSettings


@task()
def draw_look(practice_id: int):
    """Draw logo and icons of a practice as it is now. Does nothing when it is gone."""
    practice = Practice.objects.filter(pk=practice_id).first()
    if practice is not None:
        with in_practice(practice):
            draw_all(settings_of_practice(), practice)


@receiver(post_save, sender=PracticeSettings)
def queue_drawing(sender, instance, raw=False, **kwargs):
    """After each save: another colour, letter or logo asks for other icons."""
    if not raw:
        practice_id = instance.site.practice.pk
        transaction.on_commit(lambda: draw_look.enqueue(practice_id))
