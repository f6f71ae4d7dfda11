"""JPEG: segments that begin with a marker (ITU-T T.81, annex B)."""

import re

START, END = b"\xff\xd8", 0xD9
STANDALONE = {0x01, *range(0xD0, 0xD8)}
SCAN = 0xDA
# Inside a scan 0xFF is followed by 0x00 or by a restart marker; anything else ends it.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
JFIF_LENGTH = 14  # without the small picture that may follow in the same segment


def without_metadata(data: bytes) -> bytes:
    if not data.startswith(START):
        raise ValueError("no JPEG")
    kept, at = [START], 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise ValueError("a JPEG marker is missing")
        marker = data[at + 1]
        if marker == END:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        if marker in STANDALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise ValueError("a JPEG segment is cut off")
        kept.append(_kept(marker, data[at:end]))
        if marker == SCAN:
            found = _NEXT_MARKER.search(data, end)
            if found is None:
                raise ValueError("a JPEG has no end")
            kept.append(data[end : found.start()])
            end = found.start()
        at = end


def _kept(marker: int, segment: bytes) -> bytes:
    """The segment, as far as the picture's colours or shape need it."""
    body = segment[4:]
    if marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= JFIF_LENGTH - 2:
        return b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
    if marker == 0xE2:
        return segment if body.startswith(b"ICC_PROFILE\0") else b""
    if marker == 0xEE:
        return segment if body.startswith(b"Adobe") else b""  # says how the colours are coded
    is_application_data_or_comment = 0xE0 <= marker <= 0xEF or marker == 0xFE
    return b"" if is_application_data_or_comment else segment
