"""AVIF: boxes within boxes (ISO/IEC 14496-12 and 23008-12). Nothing is moved, because places are stored as numbers.

What goes is written over with zeros where it lies: items of the kinds Exif and mime (XMP), and boxes that do not draw.
"""

from collections.abc import Iterator
from typing import NamedTuple

KEPT = {b"ftyp", b"meta", b"moov", b"mdat", b"free", b"skip"}
KEPT_IN_META = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"dinf", b"grpl"}
KEPT_IN_MOVIE = {b"mvhd", b"trak", b"mvex", b"iods"}
KEPT_IN_TRACK = {b"tkhd", b"tref", b"edts", b"mdia", b"trgr", b"meta"}
METADATA_ITEMS = {b"Exif", b"mime"}
MOST_EXTENTS = 10_000


class Box(NamedTuple):
    name: bytes
    start: int
    body: int
    end: int


def without_metadata(data: bytes) -> bytes:
    file = bytearray(data)
    top = list(_boxes(file, 0, len(file)))
    if not top or top[0].name != b"ftyp":
        raise ValueError("no AVIF")
    for box in top:
        if box.name == b"meta":
            _clean_meta(file, box)
        elif box.name == b"moov":
            _clean_movie(file, box)
        elif box.name not in KEPT:
            _blank(file, box)
    return bytes(file)


def _boxes(file: bytearray, start: int, end: int) -> Iterator[Box]:
    while start < end:
        size, name, body = _number(file, start, 4), bytes(file[start + 4 : start + 8]), start + 8
        if size == 1:
            size, body = _number(file, start + 8, 8), start + 16
        elif size == 0:  # to the end of what it lies in
            size = end - start
        if size < body - start or start + size > end:
            raise ValueError("an AVIF box is cut off")
        yield Box(name, start, body, start + size)
        start += size


def _number(file: bytearray, at: int, size: int) -> int:
    if at + size > len(file):
        raise ValueError("an AVIF number is cut off")
    return int.from_bytes(file[at : at + size], "big")


def _blank(file: bytearray, box: Box):
    file[box.start + 4 : box.start + 8] = b"free"
    file[box.body : box.end] = bytes(box.end - box.body)


def _clean_movie(file: bytearray, movie: Box):
    for box in list(_boxes(file, movie.body, movie.end)):
        if box.name not in KEPT_IN_MOVIE:
            _blank(file, box)
        elif box.name == b"trak":
            for part in list(_boxes(file, box.body, box.end)):
                if part.name == b"meta":
                    _clean_meta(file, part)
                elif part.name not in KEPT_IN_TRACK:
                    _blank(file, part)


def _clean_meta(file: bytearray, meta: Box):
    inner = {box.name: box for box in _boxes(file, meta.body + 4, meta.end)}
    if b"iinf" in inner and b"iloc" in inner:
        idat = inner[b"idat"].body if b"idat" in inner else 0
        unwanted = set(_rename_metadata_items(file, inner[b"iinf"]))
        for start, end in list(_extents(file, inner[b"iloc"], idat, unwanted)):
            if end > len(file):
                raise ValueError("an AVIF item lies outside the file")
            file[start:end] = bytes(end - start)
    for box in list(_boxes(file, meta.body + 4, meta.end)):
        if box.name not in KEPT_IN_META:
            _blank(file, box)


def _rename_metadata_items(file: bytearray, iinf: Box) -> Iterator[int]:
    """Ids of items that hold EXIF or XMP; each becomes an item of a kind that nobody reads."""
    count_size = 2 if file[iinf.body] == 0 else 4
    for box in _boxes(file, iinf.body + 4 + count_size, iinf.end):
        version = file[box.body]
        if box.name != b"infe" or version < 2:
            raise ValueError("an AVIF item is of an unknown kind")
        id_size = 2 if version == 2 else 4
        kind = box.body + 4 + id_size + 2
        if bytes(file[kind : kind + 4]) in METADATA_ITEMS:
            file[kind : kind + 4] = b"skip"
            yield _number(file, box.body + 4, id_size)


def _extents(file: bytearray, iloc: Box, idat: int, wanted: set[int]) -> Iterator[tuple[int, int]]:
    """Where the items lie, as start and end in the file."""
    version, sizes = file[iloc.body], _number(file, iloc.body + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    id_size = 2 if version < 2 else 4
    at = iloc.body + 6
    count, at = _number(file, at, id_size), at + id_size
    for _ in range(count):
        item, at = _number(file, at, id_size), at + id_size
        method = 0
        if version:
            method, at = _number(file, at, 2) & 15, at + 2
        base, at = _number(file, at + 2, base_size), at + 2 + base_size
        extents, at = _number(file, at, 2), at + 2
        if extents > MOST_EXTENTS:
            raise ValueError("an AVIF item has too many parts")
        for _ in range(extents):
            at += index_size
            offset, at = _number(file, at, offset_size), at + offset_size
            length, at = _number(file, at, length_size), at + length_size
            if item in wanted:
                start = base + offset + (idat if method == 1 else 0)
                yield start, start + length
