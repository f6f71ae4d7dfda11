"""A picture that a camera only marked as turned is turned, because the mark goes with the other metadata."""

from io import BytesIO

from PIL import Image, JpegImagePlugin
from PIL.Image import Transpose

ORIENTATION = 0x0112  # EXIF 2.32, table 4
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
SWAP_SIDES = {5, 6, 7, 8}
# AVIF keeps its turn outside EXIF, and moving pictures have no camera that was held upright.
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def orientation_of(picture: Image.Image, kind: str) -> int | None:
    """How the camera was held, as a key of TURNS; None for upright pictures and for those that are not turned here."""
    if kind not in FORMATS or (getattr(picture, "is_animated", False) and kind != "jpg"):
        return None
    orientation = picture.getexif().get(ORIENTATION)
    return orientation if orientation in TURNS else None


def turned(data: bytes, orientation: int, kind: str) -> bytes:
    """The picture turned upright, with its colour profile and as near to its quality as its format allows."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        options = _options(picture, orientation, kind)
        if profile := picture.info.get("icc_profile"):
            options["icc_profile"] = profile
        picture.transpose(TURNS[orientation]).save(out, FORMATS[kind], **options)
    return out.getvalue()


def _options(picture, orientation: int, kind: str) -> dict:
    if kind == "png":
        return {"optimize": True}
    if kind == "webp":
        return {"quality": 95, "method": 4}
    # The same tables as before: turning adds next to nothing to what JPEG has lost already.
    tables = picture.quantization
    if orientation in SWAP_SIDES:
        tables = {number: _mirrored(table) for number, table in tables.items()}
    options = {"qtables": tables, "optimize": True, "progressive": bool(picture.info.get("progressive"))}
    sampling = JpegImagePlugin.get_sampling(picture)
    return options | ({"subsampling": sampling} if sampling >= 0 else {})


def _mirrored(table: list[int]) -> list[int]:
    """A quantisation table for a picture whose sides are swapped: lines become columns."""
    return [table[8 * column + line] for line in range(8) for column in range(8)]
