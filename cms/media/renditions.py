"""Pictures in several sizes: which there are, made ahead of reading, fetched in one query."""

from .models import PracticeImage, PracticeRendition

# Widths in pixels: a phone, a phone with a dense screen or a column, a wide column on a dense screen.
WIDTHS = (480, 960, 1600)
SPECS = tuple(f"width-{width}|format-webp" for width in WIDTHS)
FALLBACK = "width-960|format-jpeg"
ALL_SPECS = (*SPECS, FALLBACK)


def prefetch(pictures):
    """Give pictures the renditions that templates ask for: one query for all of them."""
    pictures = {picture.pk: picture for picture in pictures if picture is not None}
    if not pictures:
        return
    found = {pk: [] for pk in pictures}
    rows = PracticeRendition.objects.filter(image_id__in=pictures, filter_spec__in=ALL_SPECS)
    for rendition in rows:
        rendition.image = pictures[rendition.image_id]
        found[rendition.image_id].append(rendition)
    for pk, picture in pictures.items():
        picture.prefetched_renditions = found[pk]


def sources(picture: PracticeImage) -> dict[str, PracticeRendition]:
    """The renditions of a picture by filter. What is missing is made now, and kept."""
    return picture.get_renditions(*ALL_SPECS)
