"""The album: the pictures that one request shows, each fetched once."""

from sites.scoping import remember

from .models import PracticeImage
from .renditions import give, made_sizes


def pictures(ids) -> list[PracticeImage | None]:
    """Pictures of the practice in scope in the order of their ids; None for those that are not there."""
    return _from(remember("album", dict), list(ids))


def pictures_with_sizes(ids, beside=()) -> list[PracticeImage | None]:
    """The same; these, and the pictures ``beside`` them, also get the sizes that templates ask for.

    One query where all sizes are made, which they are soon after upload; pictures that have none yet cost another.
    """
    ids, beside = list(ids), [picture for picture in beside if picture is not None]
    album = remember("album", dict)
    sizes = made_sizes({pk for pk in ids if pk is not None} | {picture.pk for picture in beside})
    for pk, made in sizes.items():
        if pk not in album and made:
            album[pk] = made[0].image
    shown = _from(album, ids)
    give([*(picture for picture in shown if picture is not None), *beside], sizes)
    return shown


def _from(album: dict, ids: list) -> list[PracticeImage | None]:
    missing = {pk for pk in ids if pk is not None and pk not in album}
    if missing:
        found = PracticeImage.objects.in_bulk(missing)
        album.update({pk: found.get(pk) for pk in missing})
    return [album.get(pk) for pk in ids]
