"""WebP: RIFF chunks (RFC 9649), moving pictures among them."""

KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
KEPT_IN_A_FRAME = {b"VP8 ", b"VP8L", b"ALPH"}
FRAME_HEADER = 16
# Two bits of VP8X say that EXIF and XMP follow.
_NO_EXIF_NO_XMP = 0xFF ^ (0x08 | 0x04)


def without_metadata(data: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no WebP")
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("a WebP is cut off")
    parts = b"".join(_chunk(name, _body(name, body)) for name, body in _chunks(data[12:end]) if name in KEPT)
    return b"RIFF" + (len(parts) + 4).to_bytes(4, "little") + b"WEBP" + parts


def _chunks(data: bytes):
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise ValueError("a WebP chunk is cut off")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _body(name: bytes, body: bytes) -> bytes:
    if name == b"VP8X" and body:
        return bytes([body[0] & _NO_EXIF_NO_XMP]) + body[1:]
    if name == b"ANMF":
        inner = (_chunk(*part) for part in _chunks(body[FRAME_HEADER:]) if part[0] in KEPT_IN_A_FRAME)
        return body[:FRAME_HEADER] + b"".join(inner)
    return body
