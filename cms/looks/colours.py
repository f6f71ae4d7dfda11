"""Colours as numbers: reading what a person typed, how bright it is, a darker or lighter shade of the same hue.

The arithmetic is written out here because a look asks it some hundred times and coloraide is made for breadth, not
speed; tests/cms/test_look_colours.py holds the results against coloraide's.
"""

from collections.abc import Iterable
from math import atan2, degrees, hypot

from coloraide import Color
from django.core.exceptions import ValidationError

LONGEST = 60  # characters of what may be typed as a colour
UNREADABLE = "“{}” can not be read as a colour. Write it like #7a4b2e, or take one with the picker beside it."
SEE_THROUGH = "A colour that one can see through can not be used. Leave its transparency out."

# OKLCH hue in degrees: from where on the name holds, after the names that people use for what they see.
HUES = [
    (0, "pink"),
    (20, "red"),
    (45, "orange"),
    (80, "yellow"),
    (125, "green"),
    (175, "turquoise"),
    (220, "blue"),
    (290, "purple"),
    (335, "pink"),
]
COLOURLESS = 0.035  # OKLCH chroma below which nobody names a hue

LOST = 0.6  # share of its chroma that a colour loses on the way to white; what no screen shows goes as well

Channels = tuple[float, float, float]


def read_colour(text: str) -> str:
    """What was typed, as ``#rrggbb``. Reads every notation of CSS. Raises ValidationError with a sentence."""
    text = (text or "").strip()
    shown = text[:LONGEST]
    try:
        colour = Color(text) if len(text) <= LONGEST else None
    except (ValueError, TypeError, ArithmeticError, LookupError):
        colour = None
    if colour is None:
        raise ValidationError(UNREADABLE.format(shown), code="unreadable_colour")
    if colour.alpha(nans=False) < 1:
        raise ValidationError(SEE_THROUGH, code="see_through_colour")
    return colour.convert("srgb").fit(method="oklch-chroma").to_string(hex=True, comma=False)[:7]


# --- to and from light: IEC 61966-2-1, as WCAG 2.2 uses it ---

_LINEAR = [c / 12.92 if (c := value / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for value in range(256)]


def linear(colour: str) -> Channels:
    """Red, green and blue as amounts of light, 0 to 1."""
    value = int(colour[1:], 16)
    return _LINEAR[value >> 16], _LINEAR[value >> 8 & 255], _LINEAR[value & 255]


def written(light: Iterable[float]) -> str:
    """Amounts of light as ``#rrggbb``; what lies outside a screen's range is cut off."""
    return "#" + "".join(f"{_byte(min(1.0, max(0.0, amount))):02x}" for amount in light)


def _byte(amount: float) -> int:
    encoded = 12.92 * amount if amount <= 0.0031308 else 1.055 * amount ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


# --- OKLab: B. Ottosson, "A perceptual color space for image processing" (2020) ---


def oklab(colour: str) -> Channels:
    """Lightness 0 to 1, and the two axes of colour."""
    r, g, b = linear(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def light_of(lab: Channels) -> Channels:
    """Amounts of red, green and blue light; outside 0 to 1 where no screen can show it."""
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def from_oklab(lab: Channels) -> str:
    """The nearest colour of the same hue and lightness that a screen shows: its chroma gives way."""
    lightness, a, b = lab
    share, step = 1.0, 0.5
    if not _is_shown(light_of(lab)):
        share = 0.0
        for _ in range(7):
            if _is_shown(light_of((lightness, a * (share + step), b * (share + step)))):
                share += step
            step /= 2
    return written(light_of((lightness, a * share, b * share)))


def _is_shown(light: Channels) -> bool:
    return all(-0.0005 <= amount <= 1.0005 for amount in light)


def chroma(colour: str) -> float:
    _, a, b = oklab(colour)
    return hypot(a, b)


def hue(colour: str) -> float:
    """OKLCH's hue in degrees, 0 to 360. Means nothing for greys."""
    _, a, b = oklab(colour)
    return degrees(atan2(b, a)) % 360


def name_of(colour: str) -> str:
    """What a person would call the colour."""
    lightness, a, b = oklab(colour)
    if hypot(a, b) < COLOURLESS:
        return "black" if lightness < 0.3 else "white" if lightness > 0.95 else "grey"
    name = [word for begin, word in HUES if begin <= degrees(atan2(b, a)) % 360][-1]
    return "brown" if name in ("orange", "yellow") and lightness < 0.55 else name


# --- shades ---


def darker(colour: str, brightest: float) -> str:
    """The shade of the colour whose luminance is at most ``brightest``; the colour itself where it is dark enough.

    All three lights are turned down alike, which leaves the hue exactly where it is.
    """
    share = 1.0
    made = colour
    while (has := luminance(made)) > brightest:
        share *= min(brightest / has, 0.995)
        made = written(share * amount for amount in linear(colour))
    return made


def lighter(colour: str, darkest: float) -> str:
    """The tint of the colour whose luminance is at least ``darkest``: mixed with white until it is."""
    if luminance(colour) >= darkest:
        return colour
    lab, enough, step = oklab(colour), 1.0, 0.5
    for _ in range(8):
        if luminance(from_oklab(with_white(lab, enough - step))) >= darkest:
            enough -= step
        step /= 2
    return from_oklab(with_white(lab, enough))


def with_white(lab: Channels, share: float) -> Channels:
    """Mixed with so much white, 0 to 1, along a line of equal hue; more of the colour stays than with paint."""
    lightness, a, b = lab
    kept = 1 - share * LOST
    return lightness + (1 - lightness) * share, a * kept, b * kept


def of_hue(colour: str, guide: str) -> str:
    """A colour with its own lightness and at most its own chroma, and the hue of another."""
    lightness, a, b = oklab(colour)
    _, guide_a, guide_b = oklab(guide)
    strength = hypot(guide_a, guide_b)
    if strength < COLOURLESS:
        return from_oklab((lightness, 0.0, 0.0))
    share = hypot(a, b) / strength
    return from_oklab((lightness, guide_a * share, guide_b * share))
