"""What is drawn on what, in any look: the one table that the engine keeps and the tests go through.

WCAG 2.2: text 4.5:1 (1.4.3; large text is held to it too), parts that one has to see to use a page 3:1 (1.4.11), such
as the edge of a field or a button and the ring around what has the focus. ``--line`` is in no pair: hairlines between
things say nothing that the words and the space do not.
"""

from typing import NamedTuple

TEXT, PART = 4.5, 3.0
SURFACES = ("paper", "sheet", "tint", "care")


class Pair(NamedTuple):
    """A token drawn on another one, and the contrast that it needs."""

    front: str
    back: str
    least: float


def _on(front: str, backs: tuple[str, ...], least: float) -> list[Pair]:
    return [Pair(front, back, least) for back in backs]


PAIRS = (
    *_on("ink", SURFACES, TEXT),
    *_on("ink-soft", SURFACES, TEXT),
    *_on("accent", SURFACES, TEXT),
    *_on("accent-strong", SURFACES, TEXT),
    *_on("mark", SURFACES, TEXT),  # numbers of steps, signs beside headings
    *_on("line-strong", SURFACES, PART),
    *_on("focus", SURFACES, PART),
    *_on("button-line", SURFACES, PART),
    Pair("paper", "ink", TEXT),  # the link that skips to the text
    Pair("on-accent", "accent", TEXT),
    Pair("on-accent", "accent-strong", TEXT),
    Pair("on-button", "button", TEXT),
    Pair("on-button", "button-strong", TEXT),
    Pair("on-offer", "offer", TEXT),  # looks whose next step stands on a colour of its own
)


def unmet(tokens: dict[str, str]) -> list[tuple[Pair, float]]:
    """The pairs that have too little contrast, and how much they have. Tokens that a look has not are left out."""
    from .colours import luminance

    light = {name: luminance(colour) + 0.05 for name, colour in tokens.items()}
    found = []
    for pair in PAIRS:
        if pair.front in light and pair.back in light:
            darker, lighter = sorted((light[pair.front], light[pair.back]))
            if lighter / darker < pair.least:
                found.append((pair, lighter / darker))
    return found
