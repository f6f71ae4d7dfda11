"""What a camera wrote beside the picture (place, time, device, names) is taken out; the picture stays bit for bit.

Each format is a row of parts. The parts that draw the picture are kept, by name, and everything else is left out:
so a part that nobody here has heard of goes as well, and so does whatever was hung on behind the end.
"""

from . import avif, gif, jpeg, png, webp

_BY_KIND = {
    "avif": avif.without_metadata,
    "gif": gif.without_metadata,
    "jpg": jpeg.without_metadata,
    "png": png.without_metadata,
    "webp": webp.without_metadata,
}


def without_metadata(data: bytes, kind: str) -> bytes:
    """The same picture without EXIF, GPS, XMP, IPTC, comments and appended data.

    ``kind`` is one of cms.media.kinds.PICTURES. Raises ValueError where the parts do not fit together.
    """
    return _BY_KIND[kind](data)
