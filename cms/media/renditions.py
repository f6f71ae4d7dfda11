"""Pictures in several sizes: which there are, made ahead of reading, fetched in one query."""

from .models import PracticeImage, PracticeRendition

# Widths in pixels: a phone, a phone with a dense screen or a column, a wide column on a dense screen.
WIDTHS = (480, 960, 1600)
SPECS = tuple(f"width-{width}|format-webp" for width in WIDTHS)
FALLBACK = "width-960|format-jpeg"
ALL_SPECS = (*SPECS, FALLBACK)


def prefetch(pictures):
    """Give pictures the renditions that templates ask for: one query for all of them.

    Several pages may show the same picture, each with an object of its own for it.
    """
    pictures = [picture for picture in pictures if picture is not None]
    if not pictures:
        return
    found = {picture.pk: [] for picture in pictures}
    by_id = {picture.pk: picture for picture in pictures}
    for rendition in PracticeRendition.objects.filter(image_id__in=found, filter_spec__in=ALL_SPECS):
        rendition.image = by_id[rendition.image_id]
        found[rendition.image_id].append(rendition)
    for picture in pictures:
        picture.prefetched_renditions = found[picture.pk]


def sources(picture: PracticeImage) -> dict[str, PracticeRendition]:
    """The renditions of a picture by filter. What is missing is made now, and kept."""
    return picture.get_renditions(*ALL_SPECS)
