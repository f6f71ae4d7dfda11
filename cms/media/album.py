"""The album: the pictures that one request shows, each fetched once."""

from sites.scoping import remember
from sites.showing import mention, tag_of_picture
from sites.statements import Statement

from .models import PracticeImage
from .renditions import prefetch

_PICTURES = Statement(lambda ids: PracticeImage.objects.filter(pk__in=ids))


def pictures(ids) -> list[PracticeImage | None]:
    """Pictures of the practice in scope in the order of their ids; None for those that are not there."""
    ids, album = list(ids), remember("album", dict)
    missing = {pk for pk in ids if pk is not None and pk not in album}
    if missing:
        found = {picture.pk: picture for picture in _PICTURES(ids=missing)}
        album.update({pk: found.get(pk) for pk in missing})
    return [album.get(pk) for pk in ids]


def pictures_with_sizes(ids, beside=()) -> list[PracticeImage | None]:
    """The same; these, and the pictures ``beside`` them, also get the sizes that templates ask for.

    No query for what lies ``beside``, and one for all others; pictures whose sizes are not noted yet cost another.
    """
    ids, album = list(ids), remember("album", dict)
    beside = [picture for picture in beside if picture is not None]
    for picture in beside:
        album.setdefault(picture.pk, picture)
    mention(tag_of_picture(pk) for pk in ids if pk is not None)
    shown = pictures(ids)
    prefetch([*shown, *beside])
    return shown
