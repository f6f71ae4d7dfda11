"""Text as the rules read it: pieces of stored rich text, sentences, what stands in quotation marks, what is denied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import unescape


class Kind(StrEnum):
    """What a piece of text is."""

    FIELD = "field"  # of the form: title, introduction
    HEADING = "heading"
    TEXT = "text"  # a paragraph, or a line of one
    ITEM = "item"  # of a list
    QUOTED = "quoted"  # a block of somebody else's words
    SCRIPT = "script"  # words for readers to say
    LABEL = "label"  # a block's title, caption or note
    QUESTION = "question"
    MARK = "mark"  # a block begins here; without words


@dataclass(frozen=True)
class Link:
    """A link in a text: to a page or document by its number, or to an address."""

    place: str
    kind: str  # "page", "document" or "address"
    target: str
    words: str


@dataclass(frozen=True)
class Piece:
    """A run of words: where it stands, in which block, and what it is."""

    place: str
    block: str
    kind: Kind
    text: str = ""
    level: int = 0
    links: tuple[Link, ...] = ()
    number: int = 0  # of the top-level block in the body, from 0; fields have -1


_TAG = re.compile(r"(<[^<>]*>)")
_ENDS_A_PIECE = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|blockquote|br|div)\b", re.I)
_ATTRIBUTE = re.compile(r'\b(id|linktype|href)="([^"]*)"')
BULLET = re.compile(r"^\s*[•●◦▪·‣*–-]\s+(?=\S)")


def rich_pieces(html: str, place: str, block: str, number: int) -> Iterator[Piece]:
    """The paragraphs, lines and list items of stored rich text. A line that begins with a bullet is an item too."""
    kind, words, links, open_link = Kind.TEXT, [], [], None
    for part in _TAG.split(html):
        if not part.startswith("<"):
            words.append(unescape(part))
        elif _ENDS_A_PIECE.match(part):
            yield from _piece(place, block, kind, words, links, number)
            words, links = [], []
            kind = Kind.ITEM if part.lower().startswith("<li") else kind
            kind = Kind.TEXT if part.lower().startswith(("</li", "<p", "</ul", "</ol")) else kind
        elif part.startswith("<a "):
            open_link = (dict(_ATTRIBUTE.findall(part)), len(words))
        elif part == "</a>" and open_link:
            links.append(_link(place, open_link[0], "".join(words[open_link[1] :])))
            open_link = None
    yield from _piece(place, block, kind, words, links, number)


def _piece(place, block, kind, words, links, number) -> Iterator[Piece]:
    text = " ".join("".join(words).split())
    if BULLET.match(text):
        kind, text = Kind.ITEM, BULLET.sub("", text)
    if text or links:
        yield Piece(place, block, kind, text, links=tuple(links), number=number)


def _link(place: str, attributes: dict, words: str) -> Link:
    kind = attributes.get("linktype", "address")
    target = attributes.get("href" if kind == "address" else "id", "")
    return Link(place, kind, unescape(target), " ".join(words.split()))


# A sentence ends with its mark, and the quotation marks and brackets that close it.
_END = re.compile(r"[.!?…][”\"’)\]]*\s+(?=[A-ZÀ-Þ“\"‘(\d])")
LONGEST_SENTENCE = 600  # characters to each side
LONGEST_SHORT_FORM = 12  # characters before a full stop that can tell that it ends no sentence
_NO_END = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Prof|vs|cf|etc|al|No|p|pp)|\b[A-Z]|e\.g|i\.e)\.\s*$")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text begin and end."""
    starts = [0]
    for found in _END.finditer(text):
        if not _NO_END.search(text[max(0, found.end() - LONGEST_SHORT_FORM) : found.end()]):
            starts.append(found.end())
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


def sentence_at(text: str, position: int) -> str:
    """The sentence in which a position lies; of an endless one, what stands around the position."""
    start, end = next((each for each in sentences(text) if each[0] <= position < each[1]), (0, len(text)))
    return text[max(start, position - LONGEST_SENTENCE) : min(end, position + LONGEST_SENTENCE)].strip()


_QUOTED = re.compile(r"“[^“”]*[”“]|\"[^\"]+\"|‘[^‘’]*(?:’(?=\w)[^‘’]*)*’")


@lru_cache(maxsize=4096)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _QUOTED.finditer(text))


def is_quoted(text: str, position: int) -> bool:
    """Whether a position lies within quotation marks."""
    return any(start < position < end for start, end in _quoted(text))


QUOTATION_BEGINS = ("“", '"', "‘", "«", "„", "'")
_CLAUSE = re.compile(r"[.;:!?—–]|,? but |, and ")
_DENIES = re.compile(
    r"\b(?:not(?! only| just| merely)|never|no(?! doubt| question)|nobody|none|nothing|nowhere|cannot|without|nor|"
    r"neither|rather than|instead of|hardly|whether|beware|distrust|wary)\b|n[’']t\b",
    re.I,
)
_DENIED_AFTER = re.compile(
    r"^ (?:of \w+ |for \w+ )?(?:(?:is|are|was|were|can|does|do|did|will|would|could)(?:n[’']t| not\b| never\b)|"
    r"(?:cannot|nothing|nobody|no)\b)",
    re.I,
)


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands between start and end is said not to be so, in its own clause."""
    before = _CLAUSE.split(text[max(0, start - 90) : start])[-1]
    return bool(_DENIES.search(before) or _DENIED_AFTER.match(text[end : end + 60]))


def is_asked(text: str, position: int) -> bool:
    """Whether a position lies in a question."""
    return sentence_at(text, position).rstrip('”"’)').endswith("?")
