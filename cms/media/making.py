"""The sizes of a picture are made here: in the background, from its original, each of them once."""

from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from PIL.ImageCms import PyCMSError
from wagtail.images.models import SourceImageIOError
from willow.image import UnrecognisedImageFormatError

from .intake import BROKEN_FILE
from .models import PracticeImage, PracticeRendition
from .renditions import FALLBACK, OFFERED, WIDTHS, made_sizes, note_sizes, sizes_changed, spec

# Measured in docs/decisions/0027: as good to the eye as WebP at 80, in a quarter to a third fewer bytes. Narrow ones
# are shown by phones, whose points are too small for the difference, and whose lines are slow.
AVIF_QUALITY, AVIF_QUALITY_WHEN_NARROW, NARROW = 55, 46, 720
AVIF_SPEED, AVIF_SPEED_WHEN_WIDE, WIDE = 8, 9, 1100  # wide ones would take as long as all others together
WEBP_QUALITY = 80
JPEG = {"quality": 76, "progressive": True, "optimize": True}
EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
WHITE = (255, 255, 255)
# What can be wrong with an original: it is gone, it is broken, or its colours are described in a way that is.
UNMAKEABLE = (SourceImageIOError, *BROKEN_FILE, UnrecognisedImageFormatError, PyCMSError)


class Drawn(NamedTuple):
    """A finished size: its file, and how many pixels it has."""

    content: bytes
    width: int
    height: int


def make_quick_sizes(picture: PracticeImage):
    """Make those that cost a fraction of a second and that every browser can show. Raises one of UNMAKEABLE."""
    _make(picture, [spec(width, "webp") for width in _widths(picture)] + [FALLBACK])


def make_sizes(picture: PracticeImage):
    """Make every size that is missing. What is there stays. Raises one of UNMAKEABLE when it can not be made."""
    make_quick_sizes(picture)
    if settings.PICTURES_IN_AVIF:
        _make(picture, [spec(width, "avif") for width in _widths(picture)])


def _widths(picture: PracticeImage) -> list[int]:
    """Up to the first that is as wide as the picture itself: no picture is made wider than it is."""
    narrower = [width for width in WIDTHS if width < picture.width]
    return [*narrower, *WIDTHS[len(narrower) : len(narrower) + 1]]


def _make(picture: PracticeImage, wanted: list[str]):
    there = {size.filter_spec: size for size in made_sizes({picture.pk})[picture.pk]}
    missing = [name for name in wanted if name not in there]
    drawn = _drawn(picture, missing) if missing else {}
    if _is_smaller(drawn, there) and _keep(picture, drawn):
        sizes_changed(picture)
    else:
        note_sizes(picture)  # an older version of the program may have made them, which noted nothing


def _drawn(picture: PracticeImage, specs: Iterable[str]) -> dict[str, Drawn]:
    """These sizes. The original is decoded once, and the small come of the largest."""
    sized: dict[int, object] = {}
    drawn = {}
    with picture.get_willow_image() as original:
        largest = _for_screens(_resized(original.auto_orient(), max(WIDTHS)))
        for name in specs:
            width, kind = (part.partition("-")[2] for part in name.split("|"))
            if width not in sized:
                sized[width] = _resized(largest, int(width))
            drawn[name] = Drawn(_encoded(sized[width], kind), *sized[width].get_size())
    return drawn


def _resized(image, width: int):
    has_width, has_height = image.get_size()
    width = min(width, has_width)
    return image.resize((width, max(1, has_height * width // has_width)))


def _for_screens(image):
    """Colours for printing become colours for screens; all others stay, with their profile."""
    return image.transform_colorspace_to_srgb() if image.image.mode == "CMYK" else image


def _encoded(image, kind: str) -> bytes:
    out = BytesIO()
    if kind == "avif":  # by Pillow, because Willow knows no speed
        image.image.save(out, "AVIF", icc_profile=image.get_icc_profile(), **_avif(image.image.width))
    elif kind == "webp":
        image.save_as_webp(out, quality=WEBP_QUALITY)
    else:
        image = image.set_background_color_rgb(WHITE) if image.has_alpha() else image
        image.save_as_jpeg(out, **JPEG)
    return out.getvalue()


def _avif(width: int) -> dict:
    speed = AVIF_SPEED_WHEN_WIDE if width > WIDE else AVIF_SPEED
    quality = AVIF_QUALITY_WHEN_NARROW if width <= NARROW else AVIF_QUALITY
    return {"speed": speed, "quality": quality, "max_threads": 1}


def _is_smaller(drawn: dict[str, Drawn], there: dict) -> bool:
    """Whether there is anything worth keeping: AVIF only where it costs readers less than the WebP that is there."""
    rivals = [there.get(name.replace("format-avif", "format-webp")) for name in drawn if name in OFFERED["avif"]]
    if None in rivals or not rivals:
        return bool(drawn)
    return sum(len(size.content) for size in drawn.values()) < sum(rival.file_size for rival in rivals)


def _keep(picture: PracticeImage, drawn: dict[str, Drawn]) -> bool:
    """Store the files, all or none; whether they were. Not when the picture has a new file by now, or is gone."""
    field, stored = PracticeRendition._meta.get_field("file"), []
    try:
        with transaction.atomic():
            same = PracticeImage.objects.select_for_update(of=("self",)).filter(pk=picture.pk, token=picture.token)
            if not same.first():
                return False
            there = set(picture.renditions.values_list("filter_spec", flat=True))
            for name, (content, width, height) in drawn.items():
                if name in there:
                    continue
                fields = {"image": picture, "filter_spec": name, "width": width, "height": height}
                file_name = f"size.{EXTENSIONS[name.rpartition('-')[2]]}"
                path = field.generate_filename(PracticeRendition(**fields), file_name)
                stored.append(field.storage.save(path, ContentFile(content)))
                # A row whose file is stored already: Django would decode it twice to learn its measures, once from
                # the store.
                PracticeRendition(**fields, file=stored[-1]).save()
            note_sizes(picture)
    except BaseException:
        for path in stored:
            field.storage.delete(path)
        raise
    return bool(stored)
