"""Finds addresses in words and in code, and makes a paste fit to be read."""

import re
from html import unescape

from .addresses import EDGES, INVISIBLE
from .refusal import Refused

LONGEST_PASTE = 20_000  # characters
MOST_ADDRESSES = 40  # in one paste; whoever pastes more pasted a whole page
SHORTEST = 4  # of anything that could be an address
LONGEST_FOUND = 4_000  # longer than any that is taken
ROUNDS = 4  # entities of entities; WordPress makes two

# Only with their semicolon: "&lt=" and "&region=" are parameters of addresses.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ANGLED = re.compile(r"<((?:https?:)?//[^<>\s]+|www\.[^<>\s]+)>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_BREAK = re.compile(r"<[ ]?/?(?:br|p)[ ]?/?>", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z!/?]")
_QUOTED_CODE = re.compile(r"['\"](?:https?:)?\\?/\\?/")
_STRAIGHT = str.maketrans({**dict.fromkeys("“”„‟″‶«»", '"'), **dict.fromkeys("‘’‚‛′‵", "'")})
_SCRIPTED = re.compile(r"(?:java|vb|live)script:", re.IGNORECASE)

_PIECE = re.compile(r"[\"<>`“”„«»]")
_HTTP = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(
    r"[a-z][a-z0-9+-]{1,30}://|(?:data|file|blob|about|mailto|tel|sms|ftp|ws|wss|intent):", re.IGNORECASE
)
_WRITTEN_HOST = re.compile(r"[^\s/?#@:]+\.[^\W\d_]{2,}\.?[/?#:]")
_IN_CODE = re.compile(r"(?:https?:|(?<=[\"'`]))//[^\s\"'`<>]*", re.IGNORECASE)
_OPENING = "([{=|*_>'‘,;"
_CLOSING = ".,;:!?'’*_|}]…"


def tidy(paste: str) -> str:
    """The paste with its entities resolved. Raises Refused where there is nothing to read."""
    if len(paste) > LONGEST_PASTE:
        raise Refused("This is far too long for a snippet. Paste only the link or the snippet of your booking service.")
    for _ in range(ROUNDS):
        plain = _ENTITY.sub(lambda entity: unescape(entity[0]), paste)
        if plain == paste:
            break
        paste = plain
    if not paste.strip(EDGES):
        raise Refused("Paste the link or the snippet that your booking service gives you.")
    if _SCRIPTED.search(re.sub(r"[\x00-\x20\x7f" + INVISIBLE + "]", "", paste)):
        raise Refused("Addresses that begin with “javascript:” are not taken. Paste a link that begins with https://.")
    paste = _ANGLED.sub(r" \1 ", paste)
    return _MARKDOWN.sub(r" \1 \2 ", paste)


def as_markup(paste: str) -> str | None:
    """The paste as HTML, mended where editors mangle it; None where it is no HTML."""
    mended = _BREAK.sub(" ", paste).translate(_STRAIGHT)
    return mended if _MARKUP.search(mended) else None


def is_code(paste: str) -> bool:
    """Whether words without HTML are a piece of a script."""
    return bool(_QUOTED_CODE.search(paste)) and ("(" in paste or "{" in paste)


def addresses_in_code(code: str) -> list[str]:
    """Every address in a script, in order."""
    found = _IN_CODE.findall(code.replace("\\/", "/").replace("\\u0026", "&"))
    return _few([trimmed(address) for address in found])


def addresses_in_text(text: str, domains: tuple[str, ...]) -> list[str]:
    """Every address that stands between words, in order. ``domains`` are known without https:// before them."""
    pieces = dict.fromkeys(piece for chunk in text.split() for piece in _PIECE.split(chunk) if piece.strip(EDGES))
    likely = (piece.strip(INVISIBLE) for piece in pieces if len(piece) >= SHORTEST)
    found = [address for piece in likely if (address := _in_piece(piece, domains))]
    if not found and len(pieces) == 1 and re.search(r"[./:@。．｡]", next(iter(pieces))):
        found = list(pieces)  # said by itself, it is meant as an address
    return _few(found)


def _in_piece(piece: str, domains: tuple[str, ...]) -> str:
    begins = _HTTP.search(piece)
    if begins:
        before = piece[: begins.start()]
        if before and (":" in before or before[-1] not in _OPENING):
            raise Refused("Something stands before https:// that does not belong there. Paste the link alone.")
        return trimmed(piece[begins.start() :])
    bare = piece.lstrip(_OPENING)
    if _SCHEME.match(bare) or bare.startswith("//"):
        return trimmed(bare)
    lowered = bare.lower()
    if "@" in bare and "/" not in bare:
        return ""  # an e-mail address among the words
    if lowered.startswith("www.") or _WRITTEN_HOST.match(bare) or any(domain in lowered for domain in domains):
        return trimmed(bare)
    return ""


def trimmed(address: str) -> str:
    """Without the marks of the sentence around it; a bracket that was opened inside stays."""
    address = address[:LONGEST_FOUND]
    while address and (address[-1] in _CLOSING or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def _few(found: list[str]) -> list[str]:
    each = list(dict.fromkeys(found))
    if len(each) > MOST_ADDRESSES:
        raise Refused("The paste holds many addresses. Paste only the one of your booking page.")
    return each
