"""Pictures in several sizes: which there are, made ahead of reading, fetched in one query."""

from sites.showing import mention, tag_of_picture

from .models import PracticeImage, PracticeRendition

# Widths in pixels: a phone, a phone of 412 CSS pixels with 1.75 device pixels for each (a picture between its margins
# takes 665 of them), a denser phone or a column, a wide column on a dense screen.
WIDTHS = (480, 720, 960, 1600)
SPECS = tuple(f"width-{width}|format-webp" for width in WIDTHS)
FALLBACK = "width-960|format-jpeg"
ALL_SPECS = (*SPECS, FALLBACK)


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
    """The renditions of a picture by filter. What is missing is made now, and kept."""
    return picture.get_renditions(*ALL_SPECS)
