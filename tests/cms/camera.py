"""Pictures as cameras and editors write them: with a place, a name and a comment that nobody else is to read."""

from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

# A secret that stands in every kind of metadata; looked for in whatever is stored or sent.
SECRET = b"Dr-Secret-was-here"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b"<rdf:Description>" + SECRET + b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)
SIZE = (96, 64)
# A colour profile, which stays. Made once, because it holds the second in which it was made.
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation: int = 1) -> Image.Exif:
    """Maker, orientation and a place in the Pacific (GPS tags of EXIF 2.32: 1 to 4 are the position)."""
    tags = Image.Exif()
    tags[MAKER], tags[ORIENTATION] = SECRET.decode(), orientation
    tags.get_ifd(GPS).update({1: "S", 2: (48.0, 52.0, 31.5), 3: "W", 4: (123.0, 23.0, 33.1)})
    return tags


def scene(size=SIZE, colour="#4a6670") -> Image.Image:
    """One colour, with a red corner at the top left: so one sees which side is up."""
    picture = Image.new("RGB", size, colour)
    picture.paste("#ff0000", (0, 0, size[0] // 3, size[1] // 3))
    return picture


def photo(kind: str, orientation: int = 1) -> bytes:
    """A picture in the format, with every kind of metadata that Pillow can write into it."""
    out = BytesIO()
    options = {"exif": exif(orientation), "icc_profile": PROFILE, "xmp": XMP}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {"exif": exif(orientation), "icc_profile": PROFILE, "pnginfo": text}
    if kind == "GIF":
        options = {"comment": SECRET}
    if kind == "JPEG":
        options |= {"comment": SECRET, "quality": 90}
    scene().save(out, kind, **options)
    return _with_iptc(out.getvalue()) if kind == "JPEG" else out.getvalue()


def _with_iptc(jpeg: bytes) -> bytes:
    """Photoshop's segment with a caption (IPTC record 2, set 120) behind the first marker."""
    caption = b"\x1c\x02\x78" + len(SECRET).to_bytes(2, "big") + SECRET
    body = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(caption).to_bytes(4, "big") + caption
    return jpeg[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def moving(kind: str) -> bytes:
    """Three frames, each half a second, for ever; with metadata."""
    out = BytesIO()
    frames = [scene(colour=colour) for colour in ("#102030", "#708090", "#d0e0f0")]
    options = {"comment": SECRET} if kind == "GIF" else {"exif": exif(), "xmp": XMP}
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=500, loop=0, **options)
    return out.getvalue()
