"""Takes HTML that somebody pasted apart: addresses, code and words. Nothing of it is kept or shown."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .refusal import Refused

# No booking service needs these, and each can send a reader elsewhere.
NEVER = frozenset("base meta object embed applet form frame frameset portal".split())
PICTURES = frozenset("img source picture video audio image track".split())
ALWAYS_ADDRESSES = frozenset("href src data-url data-href data-src data-link xlink:href".split())
NO_ADDRESS = frozenset(("", "about:blank"))
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+-]{0,30}:)?//|(?:javascript|vbscript|data|file|blob):", re.IGNORECASE)
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
        raise Refused(
            "The frame brings its own content (srcdoc). Paste the snippet of your booking service, or its link."
        )
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
    reader = _Reader()
    try:
        reader.feed(markup)
        reader.close()
    except AssertionError as error:  # html.parser's answer to some broken declarations
        raise Refused("The snippet is damaged. Copy it again, or paste the link of your booking page.") from error
    return reader.whole()


def _joined(value: str) -> str:
    """An attribute's value whose lines were broken by a mail program, put together after the host."""
    value = value.strip()
    begins = _BEGINNING.match(value)
    if not begins:
        return value
    lines = value[begins.end() :].replace("\t", "").splitlines()
    return begins[0] + "".join(line.strip() for line in lines)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.snippet, self.code, self.text, self.inside = Snippet(), [], [], ""

    def handle_starttag(self, tag, attrs):
        if tag in NEVER:
            raise Refused(
                f"The snippet holds an element ({tag}) that no booking service needs. Paste the link instead."
            )
        pairs = [(name, _joined(value or "")) for name, value in attrs]
        self.snippet.elements.append((tag, pairs))
        self.code += [value for name, value in pairs if name.startswith("on")]
        self.snippet.has_style |= tag == "style" or any(name in ("style", "width", "height") for name, _ in pairs)
        if tag in ("a", "script", "style"):
            self.inside = tag

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.inside = ""

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.code.append(data)
        elif not self.inside:
            self.text.append(data)

    def whole(self) -> Snippet:
        self.snippet.code = "\n".join(self.code)
        self.snippet.text = " ".join(self.text)
        return self.snippet
