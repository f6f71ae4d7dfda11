"""The album: the pictures that one request shows, each fetched once."""

from sites.scoping import remember

from .models import PracticeImage


def pictures(ids) -> list[PracticeImage | None]:
    """Pictures of the practice in scope in the order of their ids; None for those that are not there."""
    ids = list(ids)
    album = remember("album", dict)
    missing = {pk for pk in ids if pk is not None and pk not in album}
    if missing:
        found = PracticeImage.objects.in_bulk(missing)
        album.update({pk: found.get(pk) for pk in missing})
    return [album.get(pk) for pk in ids]
