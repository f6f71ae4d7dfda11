"""PNG: chunks with a name (W3C PNG, third edition), moving pictures among them."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs"),
    *(b"acTL", b"fcTL", b"fdAT"),
}


def without_metadata(data: bytes) -> bytes:
    if not data.startswith(SIGNATURE):
        raise ValueError("no PNG")
    kept, at = [SIGNATURE], len(SIGNATURE)
    while True:
        name = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if len(name) < 4 or end > len(data):
            raise ValueError("a PNG chunk is cut off")
        if name in KEPT:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
