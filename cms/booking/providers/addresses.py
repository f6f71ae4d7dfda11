"""Reads one https address with care: no other scheme, no port, no name that looks like another."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from .refusal import Refused

LONGEST = 2000
LONGEST_HOST = 253
# Seen by nobody, and often copied along: byte order mark, soft hyphen, joiners, marks of direction.
INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
EDGES = " \t\r\n\f\v\u00a0" + INVISIBLE
# Names that lead into somebody's own network.
INDOORS = ("local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "arpa")

# "host:8443" has a port and no scheme; "tel:" goes on with digits all the same.
_SCHEME = re.compile(r"((?:tel|sms)(?=:)|[a-z][a-z0-9+-]{0,30}(?=:(?!\d))):", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_UNSEEMLY = re.compile(
    r"[\x00-\x20\x7f-\xa0<>\"`\\\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff" + INVISIBLE + "]"
)
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[Ff]|5[Cc])")
_SAFE = "%/?#:@!$&()*+,;=-._~[]"


@dataclass(frozen=True)
class Address:
    """An https address. Host in small ASCII letters; the rest as typed, other characters percent-encoded."""

    host: str
    path: str
    query: str
    fragment: str

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path, decoded; a last slash makes no difference."""
        inner = self.path.removeprefix("/").removesuffix("/")
        return tuple(unquote(part) for part in inner.split("/")) if inner else ()

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query, keep_blank_values=True)

    def __str__(self):
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"https://{self.host}{self.path or '/'}{query}{fragment}"


def read_address(typed: str) -> Address:
    """The address that was typed or pasted; ``http:`` or no scheme at all become https. Raises Refused."""
    typed = typed.strip(EDGES)
    if len(typed) > LONGEST:
        raise Refused("This address is too long. Copy the plain link of your booking page.")
    if _UNSEEMLY.search(typed):
        raise Refused("The address holds a character that no address has. Copy it again from the address bar.")
    authority, rest = _split(typed)
    host = check_host(_without_port(authority, typed))
    rest, _, fragment = rest.partition("#")
    path, _, query = rest.partition("?")
    _check_rest(path, query + fragment)
    return Address(host, *(quote(part, safe=_SAFE) for part in (path, query, fragment)))


def _split(typed: str) -> tuple[str, str]:
    """Host (with whatever stands around it) and the rest, of an address with or without its scheme."""
    scheme = _SCHEME.match(typed)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Refused(_words_on_scheme(scheme[1].lower()))
    if scheme:
        typed = typed[scheme.end() :]
        if not typed.startswith("//"):
            raise Refused("The address is incomplete. It begins with https:// and the name of the service.")
    typed = typed.removeprefix("//")
    end = re.search(r"[/?#]", typed)
    authority, rest = (typed[: end.start()], typed[end.start() :]) if end else (typed, "")
    if not authority:
        raise Refused("The address names no host. It begins with https:// and the name of the service.")
    return authority, rest


def _words_on_scheme(scheme: str) -> str:
    if scheme in ("mailto", "tel", "sms"):
        return "This is an e-mail address or a number, not a booking page. Choose that way to book instead."
    return f"Addresses that begin with “{scheme}:” are not taken. Paste a link that begins with https://."


def _without_port(authority: str, typed: str) -> str:
    if not authority.isascii():
        raise Refused("The host holds letters that only look like plain ones. Type the address by hand to be sure.")
    if "@" in authority:
        raise Refused("The address holds a user name (“@” before the host). Copy the plain link of your booking page.")
    if "%" in authority:
        raise Refused("The host is written in code (“%”). Copy the link again from the address bar.")
    if "[" in authority or authority.count(":") > 1:
        raise Refused("The address is a number, not a name. Paste the link that your booking service gives you.")
    host, colon, port = authority.partition(":")
    usual = "80" if typed[:5].lower() == "http:" else "443"
    if colon and port != usual:
        raise Refused("The address names a port (“:” after the host). Booking pages need none: copy the plain link.")
    return host


def check_host(host: str) -> str:
    """The host in small letters. Raises Refused for numbers and names of a local network."""
    host = host.lower()
    labels = host.split(".")
    if any(label.startswith("xn--") for label in labels):
        raise Refused("The host is written in another alphabet (“xn--”), which can imitate others. Paste another link.")
    if _NUMBER.fullmatch(labels[-1]):
        raise Refused("The address is a number, not a name. Paste the link that your booking service gives you.")
    if len(labels) == 1 or labels[-1] in INDOORS:
        raise Refused(f"“{host[:60]}” is no address on the public internet. Paste the full link of your booking page.")
    if len(host) > LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused("The host is not written as hosts are. Copy the link again from the address bar.")
    if not re.fullmatch(r"[a-z]{2,63}", labels[-1]):
        raise Refused("The host has no ending like .com. Copy the link again from the address bar.")
    return host


def _check_rest(path: str, after: str) -> None:
    if _BROKEN_PERCENT.search(path + after):
        raise Refused("The address is damaged (“%”). Copy it again from the address bar.")
    if any(unquote(part) in (".", "..") for part in path.split("/")):
        raise Refused("The address goes up and down in folders (“..”). Copy the plain link of your booking page.")
