"""Background work on pictures: sizes are made after upload and in each round, never on a reader's request."""

import time
from datetime import datetime

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.tasks import task

from sites.models import Practice
from sites.scoping import across_practices, in_practice
from sites.tasks import InlineBackend

from . import sizes_due
from .models import PracticeImage

# A round in the process that answers readers takes no longer than this, and queues no more than so many pictures.
SECONDS_A_ROUND = 5
MOST_A_ROUND = 50


@task()
def make_renditions(practice_id: int, image_id: int, queued: str, whole: bool):
    """Make the sizes of a picture that are missing. ``queued``: the moment that its row has had since it was queued.

    Does nothing when the picture is gone, or in other hands by now.
    """
    practice = Practice.objects.filter(pk=practice_id).first()
    if practice is None:
        return
    with in_practice(practice):
        in_hand = sizes_due.take(image_id, datetime.fromisoformat(queued), sizes_due.IN_THE_MAKING, tries=1)
        picture = PracticeImage.objects.filter(pk=image_id).first()
        if in_hand and picture:
            sizes_due.make(picture, in_hand, whole=whole)


def is_inline() -> bool:
    """Whether tasks run where they are queued, while a person waits."""
    return isinstance(make_renditions.get_backend(), InlineBackend)


def queue(picture: PracticeImage, *, whole: bool):
    """Have the sizes of a picture made that waits for them, unless somebody was faster."""
    queued = sizes_due.take(picture.pk, picture.sizes_not_before, sizes_due.IN_THE_QUEUE)
    if queued:
        make_renditions.enqueue(picture.practice_id, picture.pk, queued.isoformat(), whole)


def queue_waiting(picture_id: int, *, whole: bool):
    """The same by its number; nothing when it does not wait."""
    for picture in sizes_due.waiting().filter(pk=picture_id):
        queue(picture, whole=whole)


@receiver(post_save, sender=PracticeImage)
def queue_renditions(sender, instance, raw=False, **kwargs):
    """After each save. Where the person waits for it, only what is quick; the next round makes the rest."""
    if raw:
        return
    sizes_due.try_again(instance)
    transaction.on_commit(lambda: _after_save(instance))


def _after_save(picture: PracticeImage):
    with in_practice(picture.practice):
        queue_waiting(picture.pk, whole=not is_inline())


def make_what_is_missing():
    """One round: a bounded piece of what waits in all practices, also after an upgrade that brought new sizes."""
    until = time.monotonic() + SECONDS_A_ROUND
    with across_practices():
        for picture in sizes_due.waiting()[:MOST_A_ROUND]:
            if time.monotonic() > until:
                return
            queue(picture, whole=True)
