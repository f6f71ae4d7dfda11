"""GIF: blocks (GIF89a specification), moving pictures among them."""

EXTENSION, PICTURE, END = 0x21, 0x2C, 0x3B
TIMING, APPLICATION = 0xF9, 0xFF
# How often a moving picture is repeated, and its colour profile. XMP has a name of its own, which is not here.
KEPT_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
HEADER = 13


def without_metadata(data: bytes) -> bytes:
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < HEADER:
        raise ValueError("no GIF")
    at = HEADER + _colours(data[10])
    kept = [data[:at]]
    while True:
        if at >= len(data):
            raise ValueError("a GIF has no end")
        kind = data[at]
        if kind == END:
            kept.append(b"\x3b")
            return b"".join(kept)
        end = _end_of_block(data, at, kind)
        if kind == PICTURE or _is_kept_extension(data, at):
            kept.append(data[at:end])
        at = end


def _colours(packed: int) -> int:
    """The length of the colour table that a packed byte announces."""
    return 3 * 2 ** ((packed & 0x07) + 1) if packed & 0x80 else 0


def _end_of_block(data: bytes, at: int, kind: int) -> int:
    if kind == EXTENSION:
        at += 2
    elif kind == PICTURE and at + 10 < len(data):
        at += 10 + _colours(data[at + 9]) + 1
    else:
        raise ValueError("a GIF block is unknown")
    while at < len(data) and data[at]:
        at += 1 + data[at]
    if at >= len(data):
        raise ValueError("a GIF block is cut off")
    return at + 1


def _is_kept_extension(data: bytes, at: int) -> bool:
    label = data[at + 1]
    return label == TIMING or (label == APPLICATION and data[at + 3 : at + 14] in KEPT_APPLICATIONS)
