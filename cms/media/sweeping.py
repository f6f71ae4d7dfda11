"""Files that were put aside while their title was missing, and that nobody came back for, go after a day."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import UploadedFile

from sites.scoping import across_practices

KEPT = timedelta(days=1)
A_DAY = 5000  # files at most; the next day goes on


@across_practices()
def uploads_put_aside() -> int:
    """Delete what is older than a day, with its file; how many. The row has no date, so its file's is asked for."""
    gone = 0
    for waiting in UploadedFile.objects.order_by("pk")[:A_DAY].iterator(chunk_size=100):
        if _is_fresh(waiting):
            break  # all that follow are newer
        file = waiting.file
        waiting.delete()
        file.delete(save=False)
        gone += 1
    return gone


def _is_fresh(waiting: UploadedFile) -> bool:
    try:
        return waiting.file.storage.get_modified_time(waiting.file.name) > timezone.now() - KEPT
    except FileNotFoundError:
        return False
