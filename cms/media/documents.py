"""What a document is, by its content, and which are refused: programs, pages, macros, archives that swell."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

import filetype
from django.core.exceptions import ValidationError

from .kinds import HEAD

# Extension by the part that only this kind has.
OFFICE_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also what Office makes of a file with a password
TEXT_KINDS = ("txt", "csv")
NAMES = "PDF, Word (DOCX), OpenDocument (ODT), Excel (XLSX), PowerPoint (PPTX), RTF, CSV or plain text"

# Where macros, their settings and controls that run by themselves lie.
MACROS = re.compile(r"(vbaProject\w*\.bin|vbaData\.xml)$|(^|/)activeX/|^(Basic|Scripts)/", re.IGNORECASE)
MARKUP = re.compile(r"<(script|html|!doctype|\?php|\?xml|svg|iframe|body|head)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Office files shrink to a tenth or a thirtieth; archives made to burst shrink to a thousandth.
MOST_UNPACKED, MOST_TIMES, MOST_PARTS = 300 * 1024 * 1024, 200, 5_000

# What Python's zipfile raises for archives that break off, lie about themselves or want a password.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    LookupError,
)

REFUSED = {
    "unknown": f"This file is none of the kinds that are taken: {NAMES}.",
    "old_office": "This is an older Office file, or locked with a password. Save it as DOCX or PDF and send that.",
    "picture": "This is a picture. Add it under Images instead.",
    "page": "This file is a web page or a script, whatever its name says, and is not taken.",
    "macros": "This file carries macros, and is not taken. Save it without macros and send that.",
    "bomb": "This file would unpack to far more than it shows, and is not taken.",
    "broken": "This file is broken or locked. Open it on your own machine, save it again and send that.",
    "text": "This file holds plain text, and its name says otherwise. Call it .txt or .csv and send it again.",
    "objects": "This file carries other files inside it, and is not taken. Save it as PDF and send that.",
}


def refused(why: str) -> ValidationError:
    return ValidationError(REFUSED[why], code=why)


def document_kind(data: bytes, name: str) -> str:
    """The extension that fits the content; ``name`` only tells a table (CSV) from other text.

    Raises ValidationError with a sentence for whoever sent it.
    """
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"{\\rtf"):
        if b"\\objdata" in data:
            raise refused("objects")
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(OLD_OFFICE):
        raise refused("old_office")
    guess = filetype.guess_mime(data[:HEAD])
    if guess:
        raise refused("picture" if guess.startswith("image/") else "unknown")
    return _text(data, PurePosixPath(name).suffix.lower().removeprefix("."))


def _pdf(data: bytes) -> str:
    # A PDF ends with this mark; a page that only begins like a PDF has none.
    if b"%%EOF" not in data[-4096:]:
        raise refused("broken")
    return "pdf"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _packed_kind(archive, len(data))
    except BROKEN_ARCHIVE as error:
        raise refused("broken") from error


def _packed_kind(archive: zipfile.ZipFile, size: int) -> str:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * size:
        raise refused("bomb")
    names = {part.filename for part in parts}
    if any(MACROS.search(name) for name in names):
        raise refused("macros")
    if "mimetype" in names and "content.xml" in names:
        if _beginning(archive, "mimetype").strip() == OPEN_TEXT:
            return "odt"
    elif "[Content_Types].xml" in names:
        kinds = [kind for part, kind in OFFICE_PARTS.items() if part in names]
        if b"macroEnabled" in _beginning(archive, "[Content_Types].xml"):
            raise refused("macros")
        if len(kinds) == 1:
            return kinds[0]
    raise refused("unknown")


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of a part; more is never unpacked, whatever the archive claims."""
    with archive.open(name) as part:
        return part.read(1024 * 1024)


def _text(data: bytes, suffix: str) -> str:
    text = _decoded(data)
    if text is None or CONTROL.search(text):
        raise refused("unknown")
    if MARKUP.search(text) or text.startswith("#!"):
        raise refused("page")
    if suffix not in TEXT_KINDS:
        raise refused("text")
    return suffix


def _decoded(data: bytes) -> str | None:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
