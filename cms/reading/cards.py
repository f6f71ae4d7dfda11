"""The picture that others show of a link: the title of an article and the name of its practice, in its own look.

Pillow reads the bundled faces as they are (its FreeType knows WOFF2), so no other copy of them is kept. What no bundled
face can write (Hebrew, for example) is left out rather than drawn as empty boxes: the card then shows the practice.
"""

import hashlib
import unicodedata
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from cms.looks.faces import pair_of
from cms.looks.look import Look
from cms.site_pages.menus import settings_of_practice

SIZE = (1200, 630)  # what Open Graph's consumers show in full
MARGIN, BAND = 80, 20
SIZES = (92, 80, 70, 60, 52, 46, 40)  # of the title in pixels: the largest that fits is taken
ROOM = 350  # pixels of height for the title
LEADING = 1.16
NAME_SIZE, LINE_SIZE = 38, 27
DRAWING = "1"  # goes up when the drawing changes, so that cards are drawn anew
FONTS = settings.BASE_DIR / "static" / "fonts"


@dataclass(frozen=True)
class Colours:
    """A practice's colours for a card, as #rrggbb, and the faces of its title and its name (files without ending)."""

    paper: str
    ink: str
    soft: str
    accent: str
    title_face: str
    text_face: str


def colours_of(practice) -> Colours:
    """The colours and faces of the practice in scope, as its pages have them in light."""
    settings_here = settings_of_practice()
    return colours_for(settings_here.look if settings_here else Look())


def colours_for(look: Look) -> Colours:
    """Those of a look, with whatever its owner changed."""
    tokens = ("paper", "ink", "ink-soft", "accent")
    pair = pair_of(look.theme, look.faces)
    return Colours(*(look.colour(token, "light") for token in tokens), pair.title, pair.text)


def mark_of(title: str, practice, colours: Colours) -> str:
    """Eight signs that change when the card would look different."""
    drawn = (DRAWING, title, practice.name, practice.strapline, *astuple(colours))
    return hashlib.sha256("\0".join(drawn).encode()).hexdigest()[:8]


def card(title: str, practice, colours: Colours) -> bytes:
    """The card as a PNG. Never fails for what it is asked to write."""
    picture = Image.new("RGB", SIZE, colours.paper)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, BAND, SIZE[1]), fill=colours.accent)
    words, name = writable(title, colours.title_face), writable(practice.name, colours.text_face)
    lines, face = fitted(words or name, colours.title_face)
    top = MARGIN - 10
    for line in lines:
        _write(pen, (MARGIN + BAND, top), line, face, colours.ink)
        top += face.size * LEADING
    foot = SIZE[1] - MARGIN - NAME_SIZE
    pen.rectangle((MARGIN + BAND, foot - 34, MARGIN + BAND + 90, foot - 29), fill=colours.accent)
    strapline = writable(practice.strapline, colours.text_face)
    below = [(name, NAME_SIZE, colours.ink)] if words else []
    below.append((strapline, LINE_SIZE, colours.soft))
    for text, size, colour in below:
        small = Face(colours.text_face, size)
        _write(pen, (MARGIN + BAND, foot), small.cut(text, SIZE[0] - 2 * MARGIN - BAND), small, colour)
        foot += size * 1.25
    out = BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


class Face:
    """A bundled face in one size, with the file beside it that has more letters."""

    def __init__(self, name: str, size: int):
        self.size = size
        self.files = _files(name, size)

    def runs(self, text: str):
        """The text in pieces, each with the file that can write it."""
        piece, by = "", self.files[0]
        for sign in text:
            own = next((file for file in self.files if can_write(file, sign)), self.files[0])
            if own is not by and piece:
                yield piece, by
                piece = ""
            piece, by = piece + sign, own
        if piece:
            yield piece, by

    def width(self, text: str) -> float:
        return sum(file.getlength(piece) for piece, file in self.runs(text))

    def cut(self, text: str, width: float) -> str:
        """The text, or as much of it as fits with an ellipsis."""
        if self.width(text) <= width:
            return text
        while text and self.width(f"{text}…") > width:
            text = text[:-1].rstrip()
        return f"{text}…"

    def lines(self, text: str, width: float) -> list[str]:
        """Broken between words; a word that is wider than a line is broken where it ends."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer) > width:
                lines.append(line)
                longer = word
            while self.width(longer) > width:
                fits = next(end for end in range(len(longer), 0, -1) if self.width(longer[:end]) <= width or end == 1)
                lines.append(longer[:fits])
                longer = longer[fits:]
            line = longer
        return [*lines, line] if line else lines


@cache
def _files(name: str, size: int) -> list[ImageFont.FreeTypeFont]:
    files = [path for path in (FONTS / f"{name}.woff2", FONTS / f"{name}-more.woff2") if path.exists()]
    return [ImageFont.truetype(path, size) for path in files]


@cache
def _nothing(file) -> bytes:
    """What the file draws for a sign that it has not."""
    return bytes(file.getmask("\U0010fffd"))


@cache
def can_write(file: ImageFont.FreeTypeFont, sign: str) -> bool:
    return sign.isspace() or bytes(file.getmask(sign)) != _nothing(file)


def writable(text: str, face: str) -> str:
    """The text as the face can write it; without signs that it lacks, and empty when it lacks a letter."""
    text, files = unicodedata.normalize("NFC", " ".join(text.split())), _files(face, SIZES[-1])
    missing = {sign for sign in text if not any(can_write(file, sign) for file in files)}
    if any(unicodedata.category(sign)[0] in "LN" for sign in missing):
        return ""
    return " ".join("".join(sign for sign in text if sign not in missing).split())


def fitted(text: str, name: str) -> tuple[list[str], Face]:
    """The lines of a title in the largest size that has room; at the smallest, what does not fit is cut off."""
    width = SIZE[0] - 2 * MARGIN - BAND
    for size in SIZES:
        face = Face(name, size)
        lines = face.lines(text, width)
        if len(lines) * size * LEADING <= ROOM:
            return lines, face
    most = int(ROOM // (face.size * LEADING))
    return [*lines[: most - 1], face.cut(" ".join(lines[most - 1 :]), width)], face


def _write(pen, at: tuple[float, float], text: str, face: Face, colour: str):
    x, y = at
    for piece, file in face.runs(text):
        pen.text((x, y + face.size), piece, font=file, fill=colour, anchor="ls")
        x += file.getlength(piece)
