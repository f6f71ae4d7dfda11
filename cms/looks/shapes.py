"""Corners and density: what an owner may choose, and the tokens that it sets."""

_ARCHES = ("arch", "arch-wide", "arch-tall")  # the rounded tops of pictures in some looks
CORNERS = {
    "square": {"radius": "0", "button-radius": "0", "chip-radius": "0", **dict.fromkeys(_ARCHES, "0")},
    "soft": {
        "radius": "0.6rem",
        "button-radius": "0.4rem",
        "chip-radius": "0.4rem",
        **dict.fromkeys(_ARCHES, "0.6rem"),
    },
    "round": {"radius": "1.5rem", "button-radius": "99rem", "chip-radius": "99rem"},
}
CORNER_WORDS = {"square": "Square", "soft": "Soft", "round": "Round"}
# How much air stands around things, as a share of what the theme gives, and between lines.
DENSITIES = {
    "calm": {"density": "1.3", "leading-wish": "0.06"},
    "compact": {"density": "0.7", "leading-wish": "-0.06"},
}
DENSITY_WORDS = {"calm": "Calm: more air", "compact": "Compact: more on a screen"}


def tokens_of(corners: str, density: str) -> dict[str, str]:
    """What the choices set; nothing for those left to the theme."""
    return {**CORNERS.get(corners, {}), **DENSITIES.get(density, {})}
