"""How much is taken: bytes of one file, pixels of one picture, files of one practice. Each with its sentence."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat


def check_bytes(size: int, most: int, what: str):
    """Raise ValidationError unless the file fits. ``what`` is what people call it: picture, document."""
    if size > most:
        raise ValidationError(
            f"This {what} has {filesizeformat(size)}. At most {filesizeformat(most)} are taken: "
            "make it smaller and send it again.",
            code="file_too_large",
        )


def check_pixels(width: int, height: int, frames: int = 1):
    """Raise ValidationError when the picture, all its frames together, has more pixels than can be drawn quickly."""
    pixels, most = width * height * frames, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if pixels > most:
        shape = f"{width:,} × {height:,}" + (f", {frames:,} frames" if frames > 1 else "")
        raise too_many_pixels(f"{pixels:,} pixels ({shape})")


def too_many_pixels(found: str) -> ValidationError:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    return ValidationError(
        f"This picture has {found}. At most {most:,} are taken: make it smaller and send it again.",
        code="file_too_many_pixels",
    )


def check_quota(size: int, used: int):
    """Raise ValidationError when a practice that has used so many bytes has no room for so many more."""
    most = settings.MEDIA_QUOTA_BYTES
    if used + size > most:
        raise ValidationError(
            f"There is no room for this file. It has {filesizeformat(size)}; of the practice's {filesizeformat(most)} "
            f"{filesizeformat(used)} are used. Delete pictures or documents that are not needed any more.",
            code="quota",
        )
