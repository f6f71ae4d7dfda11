"""The colours that each theme brings, read from its stylesheet, and the colours that its owners are offered.

The stylesheets are the one place where a theme's colours stand: what is derived here can not drift from them.
"""

import re
from functools import cache

from django.conf import settings

STYLES = settings.BASE_DIR / "static" / "css" / "themes"
THEMES = {
    "letter": "Letter: quiet, for one voice",
    "clinic": "Clinic: clear and light",
    "journal": "Journal: like a printed magazine",
    "hearth": "Hearth: warm, for long reading",
    "plain": "Plain: text first",
}
SCHEMES = ("light", "dark")
_TOKEN = re.compile(r"--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);")

# Colours that suit each theme, for owners who have none of their own: name, brand, second colour.
OFFERED = {
    "letter": [
        ("Sealing wax", "#8c2f26", ""),
        ("Ink blue", "#25466f", ""),
        ("Fern", "#3f5d3a", ""),
        ("Plum", "#6b2f55", ""),
    ],
    "clinic": [
        ("Leaf", "#17694a", ""),
        ("Lake", "#0f6285", "#f0b35a"),
        ("Violet", "#6246a8", "#f2a3b3"),
        ("Coral", "#b93c28", "#7fc4b8"),
    ],
    "journal": [
        ("Magenta", "#8a1253", ""),
        ("Vermilion", "#b8330f", ""),
        ("Petrol", "#0e5a66", ""),
        ("Olive", "#5a5a12", ""),
    ],
    "hearth": [
        ("Clay", "#9c3a18", ""),
        ("Moss", "#4f5f22", ""),
        ("Aubergine", "#6e2a4a", ""),
        ("Slate", "#37536b", ""),
    ],
    "plain": [("Blue", "#0b4fae", ""), ("Ink", "#22262a", ""), ("Green", "#0a6640", ""), ("Wine", "#8f1d3a", "")],
}


def like_accent(tokens: dict[str, str]) -> dict[str, str]:
    """Buttons in the accent's colours."""
    return {
        "button": tokens["accent"],
        "button-strong": tokens["accent-strong"],
        "button-line": tokens["accent"],
        "on-button": tokens["on-accent"],
    }


@cache
def own_colours(theme: str) -> dict[str, dict[str, str]]:
    """``{"light": {token: colour}, "dark": {…}}`` as the theme's stylesheet has them, buttons included."""
    found = _TOKEN.findall((STYLES / f"{theme}.css").read_text(encoding="utf-8"))
    colours = {"light": {name: light for name, light, _ in found}, "dark": {name: dark for name, _, dark in found}}
    for tokens in colours.values():
        tokens |= like_accent(tokens)
    return colours
