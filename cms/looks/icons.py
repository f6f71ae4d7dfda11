"""A practice's icons: drawn from its logo, or from the first letter of its name in its own colours."""

import html
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from .faces import pair_of
from .look import Look

EDITION = 2  # raise it when icons are drawn differently: their addresses change with it
VECTOR, SMALL, TOUCH, LOGO = "favicon.svg", "favicon-32.png", "apple-touch-icon.png", "logo.webp"
# Name: side in pixels, and how much of it the drawing may fill. Maskable icons are cut to a circle by some systems,
# of which the middle 80 % are always seen (W3C, Web Application Manifest, "safe zone").
FILES = {
    VECTOR: (32, 0.62),
    SMALL: (32, 0.94),
    TOUCH: (180, 0.8),
    "icon-192.png": (192, 0.84),
    "icon-512.png": (512, 0.84),
    "maskable-192.png": (192, 0.56),
    "maskable-512.png": (512, 0.56),
}
LOGO_HEIGHT, LOGO_WIDTH = 56, 260  # CSS pixels that a logo may take at the top of a page
NO_SIGN = "\uffff"  # Unicode keeps it free for ever, so every face draws its "missing" for it
FLAT = 256  # colours at most of a drawing that is no photograph
DENSE = 2  # so many pixels of a screen for each of CSS


@dataclass(frozen=True)
class Drawing:
    """What an icon shows where there is no logo."""

    letter: str
    ground: str
    ink: str
    face: str

    @classmethod
    def of(cls, look: Look, name: str) -> "Drawing":
        """The first letter or digit of the name on the colour of the practice's buttons."""
        letter = next((sign for sign in name.removeprefix("The ") if sign.isalnum()), "·").upper()
        face = pair_of(look.theme, look.faces).title
        return cls(letter[:1], look.colour("button", "light"), look.colour("on-button", "light"), face)


def shown_size(width: int, height: int) -> tuple[int, int]:
    """A logo's size on a page in CSS pixels: as large as there is room, never larger than it was drawn."""
    share = min(LOGO_HEIGHT / height, LOGO_WIDTH / width, 1)
    return max(1, round(width * share)), max(1, round(height * share))


def drawn(name: str, drawing: Drawing, logo: bytes | None) -> bytes:
    """The file with this name: one of FILES, or the logo itself."""
    if name == LOGO:
        return _logo(logo)
    if name == VECTOR:
        return _vector(drawing)
    side, share = FILES[name]
    picture = _from_logo(logo, side, share) if logo else _from_letter(drawing, side, share)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _logo(original: bytes) -> bytes:
    with Image.open(BytesIO(original)) as picture:
        width, height = shown_size(*picture.size)
        size = min(width * DENSE, picture.width), min(height * DENSE, picture.height)
        is_flat = picture.getcolors(FLAT) is not None
        drawing = picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    if is_flat:  # a few colours, and what lies between them along the edges
        return _webp(drawing.quantize(FLAT // 4, method=Image.Quantize.FASTOCTREE).convert("RGBA"), lossless=True)
    return min((_webp(drawing, lossless=True), _webp(drawing, quality=88)), key=len)


def _webp(drawing: Image.Image, **how) -> bytes:
    out = BytesIO()
    drawing.save(out, "WEBP", method=6, **how)
    return out.getvalue()


def _vector(drawing: Drawing) -> bytes:
    letter = html.escape(drawing.letter)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
        f'fill="{drawing.ground}"/><text x="16" y="23" text-anchor="middle" font-family="Georgia, serif" '
        f'font-size="21" font-weight="700" fill="{drawing.ink}">{letter}</text></svg>'
    ).encode()


def _from_letter(drawing: Drawing, side: int, share: float) -> Image.Image:
    """Larger than wanted and made smaller: curves come out smooth."""
    canvas = side * 4
    picture = Image.new("RGB", (canvas, canvas), drawing.ground)
    font = _font(drawing, int(canvas * share * 0.86))
    pen = ImageDraw.Draw(picture)
    left, top, right, bottom = pen.textbbox((0, 0), drawing.letter, font=font)
    place = ((canvas - right - left) / 2, (canvas - bottom - top) / 2)
    pen.text(place, drawing.letter, font=font, fill=drawing.ink)
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def _font(drawing: Drawing, size: int):
    """The practice's own face; Pillow's for letters that ours has not, and where Pillow can not read woff2."""
    try:
        font = ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / f"{drawing.face}.woff2", size)
    except OSError:
        return ImageFont.load_default(size)
    is_missing = bytes(font.getmask(drawing.letter)) == bytes(font.getmask(NO_SIGN))
    return ImageFont.load_default(size) if is_missing else font


def _from_logo(original: bytes, side: int, share: float) -> Image.Image:
    """The whole logo in the middle of a white square: what it was drawn for."""
    ground = Image.new("RGBA", (side, side), "#ffffff")
    with Image.open(BytesIO(original)) as picture:
        drawing = picture.convert("RGBA")
    drawing.thumbnail((round(side * share), round(side * share)), Image.Resampling.LANCZOS)
    ground.alpha_composite(drawing, ((side - drawing.width) // 2, (side - drawing.height) // 2))
    return ground.convert("RGB")
