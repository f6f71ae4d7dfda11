"""A practice's look as one value: what its owner chose, and what follows for the head of every page."""

import hashlib
import re
from dataclasses import asdict, dataclass
from functools import cache, lru_cache

from django.templatetags.static import static

from .deriving import derive
from .faces import FACE_PAIRS, declarations, preloads
from .palettes import STYLES, own_colours
from .shapes import tokens_of

_OWN_FACES = re.compile(r"^@font-face \{.*\}\n", re.MULTILINE)
_COMMENT_OR_INDENT = re.compile(r"/\*.*?\*/\n?|^ +", re.MULTILINE | re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+): ([^;{}]+);")
_FONT_FILE = re.compile(r"\.\./\.\./(fonts/[\w-]+\.woff2)")


@dataclass(frozen=True)
class Look:
    """A theme, and what an owner changed of it; empty means the theme's own."""

    theme: str = "letter"
    brand: str = ""
    second: str = ""
    paper: str = ""
    faces: str = ""
    corners: str = ""
    density: str = ""

    @property
    def is_customised(self) -> bool:
        return any(value for name, value in asdict(self).items() if name != "theme")

    @property
    def derived(self):
        return derive(self.theme, self.brand, self.second, self.paper)

    @property
    def remarks(self) -> tuple[str, ...]:
        return self.derived.remarks

    def colour(self, token: str, scheme: str) -> str:
        """A token's value, ``#rrggbb``."""
        return getattr(self.derived, scheme).get(token) or own_colours(self.theme)[scheme][token]

    @property
    def frame_colours(self) -> dict[str, str]:
        """What a browser colours its own frame with, in light and dark."""
        return {scheme: self.colour("paper", scheme) for scheme in ("light", "dark")}

    @property
    def preloads(self) -> list[str]:
        return preloads(self.theme, self.faces)

    @property
    def address(self) -> str:
        """Of its stylesheet: the theme's own file, or one made for this look; one request either way."""
        if not self.is_customised:
            return static(f"css/themes/{self.theme}.css")
        return f"/look/{self.mark}.css"

    @property
    def mark(self) -> str:
        """Changes with whatever the stylesheet says, the theme's part included."""
        return _mark(self)


@cache
def _theme_css(theme: str) -> str:
    return (STYLES / f"{theme}.css").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def stylesheet(look: Look) -> str:
    """The theme's stylesheet with the owner's values after it."""
    css = _theme_css(look.theme)
    if look.faces:
        css = declarations(look.theme, look.faces) + _OWN_FACES.sub("", css)
    values = _values(look)
    # In place of the theme's own where it has them, after them where not.
    css = _TOKEN.sub(lambda found: _rule(found[1], values.pop(found[1])) if found[1] in values else found[0], css)
    css += "@layer theme { :root {\n" + "\n".join(_rule(*item) for item in values.items()) + "\n} }\n"
    return _COMMENT_OR_INDENT.sub("", _FONT_FILE.sub(lambda found: static(found[1]), css))


@lru_cache(maxsize=256)
def _mark(look: Look) -> str:
    return hashlib.sha256(stylesheet(look).encode()).hexdigest()[:20]


def _rule(name: str, value: str) -> str:
    return f"--{name}: {value};"


def _values(look: Look) -> dict[str, str]:
    derived = look.derived
    tokens = {name: _both(look, name) for name in sorted({*derived.light, *derived.dark})}
    if look.faces:
        pair = FACE_PAIRS[look.faces]
        title, text = (next(face for face in pair.faces if face.file == file) for file in (pair.title, pair.text))
        tokens |= {"title-font": title.stack, "text-font": text.stack, "title-weight": str(title.title_weight)}
        tokens |= {"label-font": "var(--text-font)"}
    return tokens | tokens_of(look.corners, look.density)


def _both(look: Look, name: str) -> str:
    return f"var(--light, {look.colour(name, 'light')}) var(--dark, {look.colour(name, 'dark')})"
