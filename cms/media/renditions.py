"""Pictures in several sizes: which there are, and those that are ready, fetched in one query. Nothing is made here."""

from django.dispatch import Signal

from sites.showing import mention, tag_of_picture

from .models import PracticeImage, PracticeRendition

# Widths in pixels: a small portrait on a dense screen; a phone; a phone of 412 CSS pixels with 1.75 device pixels for
# each (a picture between its margins takes 665 of them); phones of 360 and 390 with three (994, 1076); a wide column.
WIDTHS = (240, 480, 720, 1080, 1600)
# What browsers are offered, the best first, and what they are told that it is.
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}
FALLBACK_WIDTH = 960
FALLBACK = f"width-{FALLBACK_WIDTH}|format-jpeg"
# Raise this when widths, formats or qualities change: every picture is then gone through again (sizes_due.py).
EDITION = 1

# The sizes of a picture have changed: some are ready that were not, or a new file has taken all away. Sent with
# ``sender=PracticeImage`` and ``picture``.
pictures_ready = Signal()


def spec(width: int, kind: str) -> str:
    """The name of a size, as Wagtail writes filters."""
    return f"width-{width}|format-{kind}"


OFFERED = {kind: tuple(spec(width, kind) for width in WIDTHS) for kind in MEDIA_TYPES}
ALL_SPECS = (*(name for specs in OFFERED.values() for name in specs), FALLBACK)


def prefetch(pictures):
    """Give pictures the renditions that templates ask for: one query for all of them.

    Several pages may show the same picture, each with an object of its own for it.
    """
    pictures = [picture for picture in pictures if picture is not None]
    if pictures:
        give(pictures, made_sizes({picture.pk for picture in pictures}))


def made_sizes(ids: set[int]) -> dict[int, list[PracticeRendition]]:
    """The renditions that there are of these pictures, each with its picture, by the picture's id."""
    mention(tag_of_picture(pk) for pk in ids)
    found: dict[int, list[PracticeRendition]] = {pk: [] for pk in ids}
    if ids:
        rows = PracticeRendition.objects.filter(image_id__in=ids, filter_spec__in=ALL_SPECS)
        for rendition in rows.select_related("image"):
            found[rendition.image_id].append(rendition)
    return found


def give(pictures, sizes: dict[int, list[PracticeRendition]]):
    """Hand pictures their renditions, so that nobody asks for them again."""
    for picture in pictures:
        picture.prefetched_renditions = sizes[picture.pk]


def sources(picture: PracticeImage) -> dict[str, PracticeRendition]:
    """The renditions of a picture that are ready, by filter; what is missing is left out, and made elsewhere."""
    if getattr(picture, "prefetched_renditions", None) is None:
        prefetch([picture])
    return {rendition.filter_spec: rendition for rendition in picture.prefetched_renditions}


def offered(ready: dict[str, PracticeRendition], kind: str) -> list[PracticeRendition]:
    """The sizes of one format that are ready, small to large, none of them twice."""
    sizes = (ready[name] for name in OFFERED[kind] if name in ready)
    return list({size.width: size for size in sizes}.values())


def nearest(ready: dict[str, PracticeRendition]) -> PracticeRendition | None:
    """The size for whoever takes one without choosing: the JPEG, or until it is ready what comes nearest to it."""
    others = offered(ready, "webp") or offered(ready, "avif")
    by_distance = sorted(others, key=lambda size: abs(size.width - FALLBACK_WIDTH))
    return ready.get(FALLBACK) or next(iter(by_distance), None)


def sizes_changed(picture: PracticeImage):
    """Say that the sizes of a picture are others than before. Called once after each change, when it is stored."""
    picture.prefetched_renditions = None
    pictures_ready.send_robust(sender=PracticeImage, picture=picture)
