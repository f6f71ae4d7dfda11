"""From one or two colours of an owner to every colour that a look draws with, readable in light and in dark.

A brand colour is kept wherever it can be seen; where it can not, a shade of the same hue stands in, and the owner is
told. What helps in a crisis (``--care``) never changes its colour.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from . import colours
from .pairs import PART, SURFACES, TEXT
from .palettes import SCHEMES, like_accent, own_colours
from .remarks import remarks_on

# Tokens that take the hue of the brand, with their own lightness: a look whose greys are tinted like its accent.
TINTED = {"clinic": ("tint", "line", "line-strong", "ink", "ink-soft", "leaf"), "journal": ("line",)}
TINTED_IN_THE_DARK = {"clinic": ("paper", "sheet"), "journal": ("paper", "sheet", "tint")}
FIRST_MARKS, SECOND_MARKS = ("stripe-one",), ("stripe-two", "sun")  # ornaments: nothing is read from them

PALEST, DEEPEST = 0.955, 0.235  # OKLab lightness that a paper of the owner's keeps to, in light and in dark
MOST_CHROMA = {"light": 0.035, "dark": 0.022}  # of a paper: more tires the eye over a long text
# How much lighter (or darker) than the paper the other surfaces are, in OKLab lightness.
STEPS = {"light": {"paper": 0.0, "sheet": 0.022, "tint": -0.03}, "dark": {"paper": 0.0, "sheet": 0.03, "tint": 0.05}}
WHITE, BLACK = "#ffffff", "#000000"
EASY = 6.5  # contrast of a shade that stands in for a colour on a dark page
MOST_VIVID_IN_THE_DARK = 0.17  # OKLCH chroma of text on a dark page: more flickers


@dataclass(frozen=True)
class Derived:
    """Every token that differs from the theme's own, for light and dark, and what the owner should know."""

    light: dict[str, str] = field(default_factory=dict)
    dark: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def derive(theme: str, brand: str = "", second: str = "", paper: str = "") -> Derived:
    """The colours of a theme with an owner's colours (``#rrggbb``, or "" for the theme's own)."""
    if not (brand or second or paper):
        return Derived()
    own = own_colours(theme)
    made = {scheme: tokens_for(theme, scheme, brand, second, paper) for scheme in SCHEMES}
    changed = {s: {name: hue for name, hue in made[s].items() if own[s].get(name) != hue} for s in SCHEMES}
    return Derived(changed["light"], changed["dark"], remarks_on(made, brand, second, paper))


def tokens_for(theme: str, scheme: str, brand: str, second: str, paper: str) -> dict[str, str]:
    """All tokens of one scheme, the theme's own among them. Every pair of ``pairs.PAIRS`` is met."""
    tokens = dict(own_colours(theme)[scheme])
    if brand:
        _tint(tokens, theme, scheme, brand)
    if paper:
        tokens |= _surfaces(paper, scheme)
    reach = _Reach(scheme, [tokens[name] for name in SURFACES])
    for name in ("ink", "ink-soft"):
        tokens[name] = reach(tokens[name], TEXT)
    if brand:
        tokens |= _of_the_brand(tokens, brand, scheme, reach)
    else:
        tokens |= {name: reach(tokens[name], TEXT) for name in ("accent", "accent-strong")}
        tokens["on-accent"] = _on(tokens["accent"], tokens["accent-strong"], tokens["on-accent"])
        tokens |= like_accent(tokens)
    tokens["mark"] = reach(second or brand or tokens["mark"], TEXT)
    tokens["line-strong"] = reach(tokens["line-strong"], PART)
    tokens["focus"] = reach(tokens["accent"] if brand else tokens["focus"], PART)
    for names, colour in ((FIRST_MARKS, brand), (SECOND_MARKS, second)):
        tokens |= {name: colour for name in names if colour and name in tokens}
    return tokens


class _Reach:
    """Makes colours readable on all surfaces of a scheme at once: darker on light ones, lighter on dark ones."""

    def __init__(self, scheme: str, surfaces: list[str]):
        self.is_light = scheme == "light"
        brightness = [colours.luminance(surface) + 0.05 for surface in surfaces]
        self.hardest = min(brightness) if self.is_light else max(brightness)

    def __call__(self, colour: str, least: float) -> str:
        if self.is_light:
            return colours.darker(colour, self.hardest / least - 0.05)
        return colours.lighter(colour, self.hardest * least - 0.05)

    def has(self, colour: str, least: float) -> bool:
        return self(colour, least) == colour


def _tint(tokens, theme, scheme, brand):
    names = TINTED.get(theme, ()) + (TINTED_IN_THE_DARK.get(theme, ()) if scheme == "dark" else ())
    for name in names:
        tokens[name] = colours.of_hue(tokens[name], brand)


def _surfaces(paper: str, scheme: str) -> dict[str, str]:
    """Paper, what lies on it, what is set off from it, and hairlines: the hue of the owner's paper, never strong."""
    lightness, a, b = colours.oklab(paper)
    share = min(1.0, MOST_CHROMA[scheme] / max((a * a + b * b) ** 0.5, 0.0001))
    lightness = max(lightness, PALEST) if scheme == "light" else DEEPEST
    tone = (a * share, b * share)
    made = {name: colours.from_oklab((min(1.0, lightness + by), *tone)) for name, by in STEPS[scheme].items()}
    edge = lightness - 0.12 if scheme == "light" else lightness + 0.15
    return made | {"line": colours.from_oklab((edge, *tone))}


def _of_the_brand(tokens, brand, scheme, reach) -> dict[str, str]:
    accent = reach(brand, TEXT) if scheme == "light" else _in_the_dark(brand, reach)
    strong = reach(_a_step_further(accent, scheme), TEXT)
    made = {"accent": accent, "accent-strong": strong, "on-accent": _on(accent, strong, tokens["on-accent"])}
    # A button keeps the owner's colour; on a dark page only while it stands out from it.
    if scheme == "light" or reach.has(brand, PART):
        words = _on(brand, brand, WHITE)
        hover = colours.darker(brand, colours.luminance(brand) * 0.7) if words == WHITE else _paler(brand)
        made |= {"button": brand, "button-strong": hover, "on-button": words, "button-line": reach(brand, PART)}
    else:
        made |= like_accent(made)
    if "offer" in tokens:
        made |= _offer(tokens, made, brand, scheme)
    return made


def _offer(tokens, made, brand, scheme) -> dict[str, str]:
    """The ground of the next step, in looks that give it one. A look that sets it in its ink leaves it so."""
    if tokens["offer"] == tokens["ink"] or (scheme == "dark" and colours.chroma(tokens["offer"]) < 0.04):
        return {}
    if scheme == "light":
        return {"offer": made["button"], "on-offer": made["on-button"]}
    ground = colours.of_hue(tokens["offer"], brand)
    return {"offer": ground, "on-offer": _on(ground, ground, tokens["on-offer"])}


def _on(ground: str, hover: str, wished: str) -> str:
    """What is read on a ground and on the ground it has under the pointer: as wished, or white, or black."""
    for colour in (wished, WHITE):
        if min(colours.contrast(colour, ground), colours.contrast(colour, hover)) >= TEXT:
            return colour
    return BLACK if colours.contrast(BLACK, ground) >= TEXT else WHITE


def _a_step_further(accent: str, scheme: str) -> str:
    """What a link becomes under the pointer."""
    if scheme == "light":
        return colours.darker(accent, colours.luminance(accent) * 0.5)
    return colours.from_oklab(colours.with_white(colours.oklab(accent), 0.4))


def _paler(colour: str) -> str:
    return colours.from_oklab(colours.with_white(colours.oklab(colour), 0.3))


def _in_the_dark(brand: str, reach: _Reach) -> str:
    """The brand where it can be read; else well lighter, because what only just can be read looks like mud."""
    calm = _calm(brand)
    return calm if reach.has(calm, TEXT) else reach(calm, EASY)


def _calm(colour: str) -> str:
    lightness, a, b = colours.oklab(colour)
    share = MOST_VIVID_IN_THE_DARK / max((a * a + b * b) ** 0.5, MOST_VIVID_IN_THE_DARK)
    return colour if share == 1 else colours.from_oklab((lightness, a * share, b * share))
