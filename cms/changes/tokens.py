"""A text as words, and of formatted text also what each word looks like and where its link leads."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

PARAGRAPH, ITEM = "¶", "•"  # shown where a paragraph or a list item begins
BREAKS = {"p": PARAGRAPH, "br": PARAGRAPH, "li": ITEM, **{f"h{level}": PARAGRAPH for level in range(1, 7)}}
STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "ol": "numbered"}
EMBEDDED = "[something embedded]"
_SPACES = re.compile(r"(\s+)")


@dataclass(frozen=True)
class Token:
    """A word as it stands between two spaces, or the beginning of a paragraph or a list item."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""


def plain_tokens(text: str | None) -> list[Token]:
    """The words of a text without formatting; each new line begins a paragraph."""
    lines = [[Token(word) for word in line.split()] for line in (text or "").splitlines()]
    first, *others = [line for line in lines if line] or [[]]
    return first + [token for line in others for token in (Token(PARAGRAPH), *line)]


@dataclass
class _Reading(HTMLParser):
    """Rich text as words. A word ends at a space or where a paragraph does, not where formatting does."""

    tokens: list[Token] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    link: str = ""
    word: Token | None = None

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        if tag in BREAKS:
            self.begin(BREAKS[tag])
        if tag == "a":
            self.link = _target(dict(attrs))
        elif tag in STYLES:
            self.open.append(tag)
        elif tag == "embed":
            self.end_word()
            self.tokens.append(Token(EMBEDDED, link=_target(dict(attrs))))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag in BREAKS:
            self.end_word()
        if tag == "a":
            self.link = ""
        elif tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data):
        for piece in _SPACES.split(data):
            if piece.isspace():
                self.end_word()
            elif piece:
                said = self.word or Token("")
                styles = said.styles | {STYLES[tag] for tag in self.open}
                self.word = Token(said.text + piece, styles, self.link or said.link)

    def begin(self, mark: str):
        """A new paragraph or list item."""
        self.end_word()
        self.tokens.append(Token(mark, frozenset(STYLES[tag] for tag in self.open)))

    def end_word(self):
        """What was read so far is one word."""
        if self.word:
            self.tokens.append(self.word)
        self.word = None


def _target(attrs: dict) -> str:
    """Where a link leads, as it is stored: an address, or the kind and number of a page or document."""
    return attrs.get("href") or attrs.get("url") or f"{attrs.get('linktype', '')}:{attrs.get('id', '')}"


def rich_tokens(html: str | None) -> list[Token]:
    """The words of stored rich text with their formatting and links."""
    reading = _Reading()
    reading.feed(html or "")
    reading.close()
    reading.end_word()
    return reading.tokens[1:] if reading.tokens[:1] == [Token(PARAGRAPH)] else reading.tokens


def links_in(tokens: list[Token]) -> list[tuple[str, str]]:
    """Each link: its words, and where it leads."""
    links, last = [], ""
    for token in tokens:
        if token.link and token.link == last:
            links[-1] = f"{links[-1][0]} {token.text}", token.link
        elif token.link:
            links.append((token.text, token.link))
        last = token.link
    return [(words.strip(".,;:!?"), target) for words, target in links]


def link_remarks(before: list[Token], after: list[Token]) -> list[str]:
    """What happened to the links, in words. Other words on the same link are no remark: they are seen."""
    old, new = links_in(before), links_in(after)
    gone, come = _without(old, new), _without(new, old)
    words_gone, words_come = [words for words, _ in gone], [words for words, _ in come]
    elsewhere = [words for words in words_gone if words in words_come]
    targets_gone, targets_come = [target for _, target in gone], [target for _, target in come]
    return [
        *(f"The link “{words}” leads elsewhere now." for words in elsewhere),
        *(f"“{w}” is no longer a link." for w, to in gone if w not in elsewhere and to not in targets_come),
        *(f"“{w}” is a link now." for w, to in come if w not in elsewhere and to not in targets_gone),
    ]


def _without(links, others):
    left = list(others)
    return [link for link in links if not (link in left and not left.remove(link))]
