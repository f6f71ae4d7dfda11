"""A finished page: what is sent for it, compressed already, and when "you have it" is answer enough."""

import gzip
import hashlib
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import brotli
from django.utils.http import http_date

from ..compressing import FEWEST_BYTES, QUALITY

BROTLI, GZIP, PLAIN = "br", "gzip", ""
GZIP_LEVEL = 6  # above, the demonstration's articles get no smaller
# Said again for each answer, or for the bytes that are sent.
OF_THE_BYTES = {"content-length", "content-encoding", "etag", "vary", "x-accel-expires", "last-modified"}
NOT_MODIFIED = {"cache-control", "vary", "etag", "last-modified"}  # what a 304 says (RFC 9110, 15.4.5)
REVALIDATE = "no-cache"  # readers may keep a copy, and ask each time whether it still holds


@dataclass(slots=True)
class Finished:
    """A public page as it is sent. Made by ``finish``."""

    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]  # by content coding
    tags: frozenset[str]
    practice_id: int
    etag: str  # empty for what readers' browsers may not keep
    modified_at: int  # seconds since 1970
    expires_at: float
    # What was known when it was begun, for the next process that finds it. See follower.py.
    position: str = ""
    _ready: dict = field(default_factory=dict)

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes, or will when readers have asked for both codings. Never changes."""
        return 2 * len(self.body(self.coding_for(BROTLI))) + 2000

    def body(self, coding: str) -> bytes:
        """What is sent. A page is made with Brotli's bytes; the others are made of them when somebody asks."""
        if coding not in self.bodies:
            plain = brotli.decompress(self.bodies[BROTLI])
            if coding == PLAIN:  # few ask for it, so it is not kept
                return plain
            self.bodies[coding] = gzip.compress(plain, GZIP_LEVEL, mtime=0)
        return self.bodies[coding]

    def coding_for(self, wanted: str) -> str:
        """The coding to send to a reader who would like this one."""
        return wanted if BROTLI in self.bodies else PLAIN

    def headers_for(self, coding: str) -> list[tuple[str, str]]:
        """All headers but those that are different each time. One list for all readers: not to be changed."""
        if coding not in self._ready:
            headers = [*self.headers, ("Vary", "Accept-Encoding"), ("Content-Length", str(len(self.body(coding))))]
            if coding:
                headers.append(("Content-Encoding", coding))
            if self.etag:
                headers += [("ETag", self.etag), ("Last-Modified", http_date(self.modified_at))]
            self._ready[coding] = headers
        return self._ready[coding]

    def not_modified_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.headers_for(PLAIN) if name.lower() in NOT_MODIFIED]

    def is_known_to(self, none_match: str | None, modified_since: str | None) -> bool:
        """Whether the reader's copy still holds. The tag decides alone where one is sent (RFC 9110, 13.2.2)."""
        if not self.etag:
            return False
        if none_match is not None:
            return none_match.strip() == "*" or self.etag in {one.strip() for one in none_match.split(",")}
        return modified_since is not None and self.modified_at <= _seconds(modified_since)

    def __getstate__(self):
        return [getattr(self, name) for name in self.__slots__ if name != "_ready"]

    def __setstate__(self, state):
        for name, value in zip((name for name in self.__slots__ if name != "_ready"), state, strict=True):
            setattr(self, name, value)
        self._ready = {}


def _seconds(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return float("-inf")  # no date at all: as if it had not been sent


def finish(content: bytes, response, tags, practice_id: int, seconds: float) -> Finished:
    """The finished page of a response whose uncompressed content is given; it holds for so many seconds."""
    headers = [(name, value) for name, value in response.items() if name.lower() not in OF_THE_BYTES]
    if not response.has_header("Cache-Control"):
        headers.append(("Cache-Control", REVALIDATE))
    etag = ""
    if "no-store" not in response.get("Cache-Control", ""):
        etag = response.get("ETag") or f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    now = time.time()
    return Finished(headers, _bodies(content, response), frozenset(tags), practice_id, etag, int(now), now + seconds)


def _bodies(content: bytes, response) -> dict[str, bytes]:
    if len(content) < FEWEST_BYTES:
        return {PLAIN: content}
    if response.get("Content-Encoding") == BROTLI:  # on its way to the reader for whom it was made
        return {BROTLI: response.content}
    return {BROTLI: brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY)}
