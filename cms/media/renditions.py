"""Pictures in several sizes: which there are, and which are ready, as their rows say. Nothing is made here."""

from django.db.models.signals import post_delete
from django.dispatch import Signal, receiver

from sites.showing import mention, tag_of_picture

from .models import PracticeImage, PracticeRendition
from .ready import ReadySize, is_noted, noted, written

# Widths in pixels: a small portrait on a dense screen; a phone; a phone of 412 CSS pixels with 1.75 device pixels for
# each (a picture between its margins takes 665 of them); phones of 360 and 390 with three (994, 1076); a wide column.
WIDTHS = (240, 480, 720, 1080, 1600)
# What browsers are offered, the best first, and what they are told that it is.
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}
FALLBACK_WIDTH = 960
FALLBACK = f"width-{FALLBACK_WIDTH}|format-jpeg"
# Raise this when widths, formats or qualities change: every picture is then gone through again (sizes_due.py).
EDITION = 2

# The sizes of a picture have changed: some are ready that were not, or a new file has taken all away. Sent with
# ``sender=PracticeImage`` and ``picture``.
pictures_ready = Signal()


def spec(width: int, kind: str) -> str:
    """The name of a size, as Wagtail writes filters."""
    return f"width-{width}|format-{kind}"


OFFERED = {kind: tuple(spec(width, kind) for width in WIDTHS) for kind in MEDIA_TYPES}
ALL_SPECS = (*(name for specs in OFFERED.values() for name in specs), FALLBACK)


def prefetch(pictures):
    """Give pictures the sizes that templates ask for: those in whose rows they stand cost nothing, others one query.

    Several pages may show the same picture, each with an object of its own for it.
    """
    pictures = [picture for picture in pictures if picture is not None]
    mention(tag_of_picture(picture.pk) for picture in pictures)
    unknown = [picture for picture in pictures if not (is_noted(picture) or hasattr(picture, "prefetched_sizes"))]
    if unknown:
        sizes = made_sizes({picture.pk for picture in unknown})
        for picture in unknown:
            picture.prefetched_sizes = sizes[picture.pk]


def made_sizes(ids: set[int]) -> dict[int, tuple[ReadySize, ...]]:
    """The sizes that there are of these pictures, by the picture's id, as the rows of the sizes say."""
    found: dict[int, list[ReadySize]] = {pk: [] for pk in ids}
    rows = PracticeRendition.objects.filter(image_id__in=ids, filter_spec__in=ALL_SPECS).order_by("pk")
    for pk, *size in rows.values_list("image_id", "filter_spec", "width", "height", "file") if ids else ():
        found[pk].append(ReadySize(*size))
    return {pk: tuple(sizes) for pk, sizes in found.items()}


def note_sizes(picture: PracticeImage):
    """Write into a picture's row what there is, where that is not what stands there. Nothing, of an older file."""
    text = written(picture.token, made_sizes({picture.pk})[picture.pk])
    if text != picture.sizes_ready:
        PracticeImage.objects.filter(pk=picture.pk, token=picture.token).update(sizes_ready=text)
        picture.sizes_ready = text


@receiver(post_delete, sender=PracticeRendition)
def forget_what_is_noted(sender, instance, origin=None, **kwargs):
    """A size was taken away, and not because its picture was: nobody knows now what there is."""
    is_alone = getattr(origin, "model", type(origin)) is PracticeRendition
    if is_alone and instance.filter_spec in ALL_SPECS:
        PracticeImage.objects.filter(pk=instance.image_id).exclude(sizes_ready="").update(sizes_ready="")


def sources(picture: PracticeImage) -> dict[str, ReadySize]:
    """The sizes of a picture that are ready, by filter; what is missing is left out, and made elsewhere."""
    prefetch([picture])
    sizes = noted(picture) if is_noted(picture) else picture.prefetched_sizes
    return {size.filter_spec: size for size in sizes}


def offered(ready: dict[str, ReadySize], kind: str) -> list[ReadySize]:
    """The sizes of one format that are ready, small to large, none of them twice."""
    sizes = (ready[name] for name in OFFERED[kind] if name in ready)
    return list({size.width: size for size in sizes}.values())


def nearest(ready: dict[str, ReadySize]) -> ReadySize | None:
    """The size for whoever takes one without choosing: the JPEG, or until it is ready what comes nearest to it."""
    others = offered(ready, "webp") or offered(ready, "avif")
    by_distance = sorted(others, key=lambda size: abs(size.width - FALLBACK_WIDTH))
    return ready.get(FALLBACK) or next(iter(by_distance), None)


def sizes_changed(picture: PracticeImage):
    """Say that the sizes of a picture are others than before. Called once after each change, when it is stored."""
    vars(picture).pop("prefetched_sizes", None)
    pictures_ready.send_robust(sender=PracticeImage, picture=picture)
