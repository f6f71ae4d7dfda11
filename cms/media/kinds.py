"""What a picture is, by its content; a file's name is only what somebody called it."""

import re

import filetype
from django.core.exceptions import ValidationError

# Extension by media type, as filetype names it.
PICTURES = {
    "image/avif": "avif",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}
# Names for moving pictures of a kind that is taken.
ALSO = {"image/apng": "png"}
HEAD = 8192  # as far as filetype looks
# At the ends only: in twenty megabytes of compressed pixels such letters come about by chance.
ENDS = 64 * 1024
MARKUP = re.compile(rb"<(script|html|!doctype|\?php|iframe)", re.IGNORECASE)
# "GIF89a/*" and "GIF89a=" begin a script as well. Read as a GIF, it would be more than 8,000 pixels wide.
GIF_AS_SCRIPT = re.compile(rb"GIF8[79]a[/=;(+*|&,?.-][\x20-\x7e]")

NO_PICTURE = "This is no picture that can be shown here. Send an AVIF, GIF, JPEG, PNG or WebP file."
NO_SVG = "Drawings in SVG are not taken, because they can carry scripts. Save it as PNG or WebP and send that."
IN_DISGUISE = "This file looks like a picture but carries a web page or a script, and is not taken."


def picture_kind(data: bytes) -> str:
    """The extension that fits a picture's content. Raises ValidationError with a sentence for whoever sent it."""
    head = data[:HEAD]
    kind = (PICTURES | ALSO).get(filetype.guess_mime(head) or "") or _moving_avif(head)
    if kind is None:
        is_drawing = b"<svg" in head.lower()
        raise ValidationError(NO_SVG if is_drawing else NO_PICTURE, code="invalid_image")
    if GIF_AS_SCRIPT.match(data) or MARKUP.search(data[:ENDS]) or MARKUP.search(data[-ENDS:]):
        raise ValidationError(IN_DISGUISE, code="in_disguise")
    return kind


def _moving_avif(head: bytes) -> str | None:
    """A moving AVIF names another brand first, which filetype does not know."""
    return "avif" if head[4:12] == b"ftypavis" else None
