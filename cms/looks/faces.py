"""The bundled faces, and the pairs of them that an owner may choose: which files each loads, and early.

Two faces set in the same size are seldom as large to the eye: their small letters differ in height. A face that stands
in for a theme's own is therefore scaled (CSS size-adjust) to the height that the theme was drawn with.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

MORE = "U+0100-017F"  # Latin Extended-A: a file of its own, fetched only by pages that have such letters
NOT_BUNDLED = "“{}” is not among the faces that are bundled here. Choose one of the pairs in the list."


@dataclass(frozen=True)
class Face:
    """One family of letters under ``static/fonts/``."""

    family: str
    file: str
    x_height: float  # height of its x, in ems, measured from the file
    weights: str  # as CSS writes them: one, or from and to
    title_weight: int
    fallback: str
    has_italic: bool = False
    has_more: bool = False

    @property
    def stack(self) -> str:
        family = f'"{self.family}"' if " " in self.family else self.family
        return f"{family}, {self.fallback}"


BOOKISH = '"Iowan Old Style", Charter, Georgia, serif'
CLEAR = '"Segoe UI", "Helvetica Neue", system-ui, sans-serif'
FACES = {
    face.file: face
    for face in (
        Face("EB Garamond", "eb-garamond", 0.406, "400", 400, f'"Hoefler Text", Garamond, {BOOKISH}', True, True),
        Face("Figtree", "figtree", 0.5, "400 700", 650, CLEAR, False, True),
        Face("Besley", "besley", 0.52, "700", 700, 'Rockwell, "Roboto Slab", Georgia, serif'),
        Face("Crimson Pro", "crimson-pro", 0.42, "400", 400, BOOKISH, True, True),
        Face("Fraunces", "fraunces", 0.457, "540", 540, f'"Cooper Black", {BOOKISH}'),
        Face("Literata", "literata", 0.507, "400", 400, BOOKISH, True, True),
        Face("Atkinson Next", "atkinson-next", 0.496, "400 700", 700, CLEAR, False, True),
    )
}


@dataclass(frozen=True)
class FacePair:
    """A face for titles and one for text."""

    key: str
    words: str
    title: str
    text: str

    @property
    def faces(self) -> tuple[Face, ...]:
        """Title first; one where both are the same."""
        return tuple(FACES[file] for file in dict.fromkeys((self.title, self.text)))

    @property
    def preloaded(self) -> list[str]:
        """The files that every page needs, as paths below ``static/``."""
        return [f"fonts/{face.file}.woff2" for face in self.faces]


FACE_PAIRS = {
    pair.key: pair
    for pair in (
        FacePair("garamond", "EB Garamond for everything: a letter by hand", "eb-garamond", "eb-garamond"),
        FacePair("figtree", "Figtree for everything: plain and friendly", "figtree", "figtree"),
        FacePair("besley-crimson", "Besley over Crimson Pro: a magazine", "besley", "crimson-pro"),
        FacePair("fraunces-literata", "Fraunces over Literata: warm and round", "fraunces", "literata"),
        FacePair("atkinson", "Atkinson Hyperlegible: made for tired eyes", "atkinson-next", "atkinson-next"),
        FacePair("fraunces-figtree", "Fraunces over Figtree: soft above, plain below", "fraunces", "figtree"),
        FacePair("garamond-figtree", "EB Garamond over Figtree: a quiet contrast", "eb-garamond", "figtree"),
        FacePair("besley-atkinson", "Besley over Atkinson: sturdy and clear", "besley", "atkinson-next"),
        FacePair("literata", "Literata for everything: an even book page", "literata", "literata"),
    )
}
# The pair that each theme was drawn with.
OF_THEME = {
    "letter": "garamond",
    "clinic": "figtree",
    "journal": "besley-crimson",
    "hearth": "fraunces-literata",
    "plain": "atkinson",
}
# Files that a theme needs early whatever its pair: a face for labels, an italic on the first screen.
EARLY_TOO = {
    ("letter", "garamond"): ["fonts/eb-garamond-italic.woff2"],
    ("plain", "atkinson"): ["fonts/atkinson-mono.woff2"],
}


def pair_of(theme: str, key: str = "") -> FacePair:
    """The pair that was chosen, or else the one that the theme was drawn with."""
    return FACE_PAIRS[key or OF_THEME[theme]]


def check_pair(key: str):
    """Raise ValidationError unless the pair is one of the bundled."""
    if key and key not in FACE_PAIRS:
        raise ValidationError(NOT_BUNDLED.format(key[:60]), code="face_not_bundled")


def preloads(theme: str, key: str) -> list[str]:
    """What a page in this theme and pair fetches early, as paths below ``static/``."""
    pair = pair_of(theme, key)
    return [*pair.preloaded, *EARLY_TOO.get((theme, pair.key), [])]


def declarations(theme: str, key: str) -> str:
    """The CSS that brings a pair's faces in, scaled to stand in for the theme's own; font files as ``url(name)``."""
    pair, own = FACE_PAIRS[key], pair_of(theme)
    scale = {pair.title: FACES[own.title].x_height / FACES[pair.title].x_height}
    scale[pair.text] = FACES[own.text].x_height / FACES[pair.text].x_height
    return "".join(_face_rules(face, scale[face.file]) for face in pair.faces)


def _face_rules(face: Face, scale: float) -> str:
    adjust = "" if 0.99 < scale < 1.01 else f" size-adjust: {scale:.1%};"
    files = [(face.file, "normal", "")]
    files += [(f"{face.file}-italic", "italic", "")] if face.has_italic else []
    files += [(f"{face.file}-more", "normal", f" unicode-range: {MORE};")] if face.has_more else []
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("../../fonts/{file}.woff2") format("woff2"); '
        f"font-weight: {face.weights}; font-style: {style}; font-display: optional;{adjust}{some} }}\n"
        for file, style, some in files
    )
