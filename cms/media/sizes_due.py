"""Which pictures wait for sizes, and who makes them: one at a time, again after a failure, and not for ever.

A picture's row says it. ``sizes_edition``: up to which edition of the sizes (``edition()``) everything is made.
``sizes_not_before``: until then somebody else has it in hand, or it rests after a failure. ``sizes_tries``: how often
in a row somebody began and did not end. ``sizes_failed``: whether the last time is known to have failed.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from .making import UNMAKEABLE, make_quick_sizes, make_sizes
from .models import PracticeImage
from .renditions import EDITION

logger = logging.getLogger(__name__)

IN_THE_QUEUE = timedelta(days=1)  # after which it is queued again: no worker has come by
IN_THE_MAKING = timedelta(minutes=15)  # after which whoever made it is taken to have died
RESTS = (timedelta(minutes=5), timedelta(hours=1))  # after the first failure, and the second
MOST_TRIES = len(RESTS) + 1  # then it is left alone until somebody saves it: it may be what makes workers die
AS_NEW = {"sizes_not_before": None, "sizes_tries": 0, "sizes_failed": False}


def edition() -> int:
    """A number that grows with each change of the sizes in the program, and when AVIF is switched on."""
    return EDITION * 2 + settings.PICTURES_IN_AVIF


def waiting():
    """Pictures of the scope with sizes missing that nobody has in hand, new ones before those of an older edition."""
    at_rest = Q(sizes_not_before=None) | Q(sizes_not_before__lte=timezone.now())
    due = PracticeImage.objects.filter(at_rest, sizes_edition__lt=edition(), sizes_tries__lt=MOST_TRIES)
    return due.order_by("sizes_edition", "pk")


def take(picture_id: int, seen: datetime | None, time: timedelta, *, tries: int = 0) -> datetime | None:
    """Take a picture in hand for some time, unless somebody has done so since it was ``seen``; until when, or None."""
    until = timezone.now() + time
    rows = PracticeImage.objects.filter(pk=picture_id, sizes_not_before=seen)
    return until if rows.update(sizes_not_before=until, sizes_tries=F("sizes_tries") + tries) else None


def make(picture: PracticeImage, in_hand: datetime, *, whole: bool):
    """Make what is missing of a picture that was taken in hand, and note how it went.

    Without ``whole`` only the sizes that are quick; the others stay due. What can not be made is logged and noted.
    """
    mine = PracticeImage.objects.filter(pk=picture.pk, token=picture.token, sizes_not_before=in_hand)
    try:
        make_sizes(picture) if whole else make_quick_sizes(picture)
    except UNMAKEABLE as error:
        logger.warning("No sizes of picture %s: %s: %s", picture.pk, type(error).__name__, error)
        rest = RESTS[min(picture.sizes_tries, len(RESTS)) - 1]
        mine.update(sizes_failed=True, sizes_not_before=timezone.now() + rest)
    else:
        mine.update(**AS_NEW, **({"sizes_edition": edition()} if whole else {}))


def try_again(picture: PracticeImage):
    """Somebody has saved a picture whose sizes could not be made: begin anew."""
    given_up = Q(sizes_failed=True) | Q(sizes_tries__gte=MOST_TRIES)
    PracticeImage.objects.filter(given_up, pk=picture.pk).update(**AS_NEW)


def is_waiting(picture: PracticeImage) -> bool:
    """Whether sizes of a picture are still to be made, by somebody or nobody."""
    return picture.sizes_edition < edition()


def has_failed(picture: PracticeImage) -> bool:
    """Whether its sizes could not be made so far."""
    return is_waiting(picture) and (picture.sizes_failed or picture.sizes_tries >= MOST_TRIES)
