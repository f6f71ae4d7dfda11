"""Takes HTML that somebody pasted apart: addresses, code and words. Nothing of it is kept or shown."""

import re
from dataclasses import dataclass, field

from .refusal import Refused

# No booking service needs these, and each can send a reader elsewhere.
NEVER = ("base", "meta", "object", "embed", "applet", "form", "frame", "frameset", "portal")
PICTURES = ("img", "source", "picture", "video", "audio", "image", "track")
ALWAYS_ADDRESSES = ("href", "src", "data-url", "data-href", "data-src", "data-link", "xlink:href")
NO_ADDRESS = ("", "about:blank")
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+-]{0,30}:)?//|(?:javascript|vbscript|data|file|blob):", re.IGNORECASE)
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>"'<]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_BEGINS = re.compile(r"<(/?[A-Za-z]|[!?])")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=][^\s"'>/=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]*+)|())""")
_BEGINNING = re.compile(r"(?:[A-Za-z]{1,10}:)?//[^/\s?#]+[/?#]")


@dataclass
class Snippet:
    """What a paste of HTML holds. Attributes of elements, in their order; ``text`` is without the words of links."""

    elements: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    code: str = ""
    text: str = ""
    has_style: bool = False

    def values(self, attribute: str) -> list[str]:
        """What all elements have for this attribute."""
        return [value for _, attributes in self.elements for name, value in attributes if name == attribute]

    def addresses(self) -> list[str]:
        """Where links, frames and widgets lead."""
        found = []
        for tag, attributes in self.elements:
            if tag == "iframe":
                found += _of_frame(attributes)
            elif tag not in PICTURES and tag not in ("script", "link"):
                found += [value for name, value in attributes if _is_address(name, value)]
        return found

    def sources(self, tag: str) -> list[str]:
        """What elements of this kind fetch: scripts, style sheets (``link``), pictures (``img``)."""
        return [
            value
            for name, attributes in self.elements
            for attribute, value in attributes
            if name == tag and attribute in ("src", "href") and value
        ]


def _of_frame(attributes: list[tuple[str, str]]) -> list[str]:
    if any(name == "srcdoc" for name, _ in attributes):
        raise Refused("The frame brings its own content (srcdoc). Paste the plain link instead.")
    found = [value for name, value in attributes if name.endswith("src") and value not in NO_ADDRESS]
    if not found:
        raise Refused("The frame has no address (src). Copy the whole snippet again, or paste the link of the page.")
    return found


def _is_address(name: str, value: str) -> bool:
    if name.startswith(("xmlns", "on")) or name == "style":
        return False
    if name in ALWAYS_ADDRESSES:
        return value not in NO_ADDRESS and not value.startswith("#")
    return bool(_ADDRESS.match(value))


def read_snippet(markup: str) -> Snippet:
    """The snippet in a paste whose entities are already resolved. Raises Refused."""
    reader = _Reader(markup)
    while reader.at < len(markup):
        reader.step()
    return reader.whole()


def _joined(value: str) -> str:
    """An attribute's value whose lines were broken by a mail program, put together after the host."""
    value = value.strip()
    begins = _BEGINNING.match(value)
    if not begins:
        return value
    lines = value[begins.end() :].replace("\t", "").splitlines()
    return begins[0] + "".join(line.strip() for line in lines)


class _Reader:
    """Goes through the text once, tag by tag; the time it takes grows with the length, whatever the text is.

    html.parser was decided against: up to Python 3.13.5 a paste of 20,000 characters keeps it busy for seconds.
    """

    def __init__(self, markup: str):
        self.markup, self.lowered, self.at = markup, markup.lower(), 0
        self.snippet, self.code, self.text, self.is_in_link = Snippet(), [], [], False

    def step(self) -> None:
        """Reads up to the next tag, and the tag."""
        begins = _BEGINS.search(self.markup, self.at)
        opens = begins.start() if begins else len(self.markup)
        if not self.is_in_link:
            self.text.append(self.markup[self.at : opens])
        tag = _TAG.match(self.markup, opens)
        if tag:
            self.at = tag.end()
            self._take(tag[2].lower(), tag[3], is_end=bool(tag[1]))
        elif self.markup.startswith("<!--", opens):
            self.at = self._found("-->", opens) + 3
        elif begins and begins[1] in ("!", "?"):
            self.at = self._found(">", opens) + 1
        elif begins:
            raise Refused("The snippet is damaged: a mark is missing at its end. Copy all of it again, or its link.")
        else:
            self.at = opens

    def _found(self, what: str, start: int) -> int:
        place = self.lowered.find(what, start)
        return len(self.markup) if place < 0 else place

    def _take(self, tag: str, inner: str, is_end: bool) -> None:
        if tag == "a":
            self.is_in_link = not is_end and not inner.endswith("/")
        if is_end:
            return
        if tag in NEVER:
            raise Refused(f"The snippet holds an element ({tag}) that booking services do not use. Paste the link.")
        pairs = [(found[1].lower(), _joined((found[2] or "").strip("\"'"))) for found in _ATTRIBUTE.finditer(inner)]
        self.snippet.elements.append((tag, pairs))
        self.code += [value for name, value in pairs if name.startswith("on")]
        self.snippet.has_style |= tag == "style" or any(name in ("style", "width", "height") for name, _ in pairs)
        if tag in ("script", "style"):
            ends = self._found(f"</{tag}", self.at)
            self.code += [self.markup[self.at : ends]] if tag == "script" else []
            self.at = ends

    def whole(self) -> Snippet:
        self.snippet.code = "\n".join(self.code).strip()
        self.snippet.text = " ".join(self.text)
        return self.snippet
