"""What every booking service can do: be recognised, be checked, be linked to and, some, be shown in a frame."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from .addresses import Address
from .refusal import Refused
from .snippets import Snippet

Details = dict[str, str]

SUBDOMAIN = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NUMBER = r"[0-9]{1,20}"
SLUG = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,118}[A-Za-z0-9_-])?"
UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


def names(words: str) -> frozenset[str]:
    """The words of a list that is written with spaces."""
    return frozenset(words.split())


# Names that services keep for themselves where practices have theirs.
NOT_A_PRACTICE = names(
    "www app api help support docs developer blog status secure login account accounts admin assets cdn static go my "
    "mail community careers about info portal embed widget"
)


@dataclass(frozen=True)
class Part:
    """One identifier: its name for the owner, how it is written, and whether it can be missing."""

    label: str
    pattern: str
    needed: bool = False


@dataclass(frozen=True)
class Announcement:
    """The message by which a framed service says that a booking is completed.

    ``names`` are the messages; ``field`` is the member of the message that holds the name, empty where the message
    itself is the string. A message counts only from ``origin_of`` and from the frame's own window.
    """

    names: tuple[str, ...]
    field: str
    origin_of: Callable[[Details], str]

    @property
    def message(self) -> str:
        return self.names[0]

    def data(self, details: Details) -> Details:
        """For data attributes: ``origin``, ``message``, ``field``."""
        return {"origin": self.origin_of(details), "message": self.message, "field": self.field}


class Service:
    """One booking service. Its folder says all that is known of it; what is shared stands here.

    In ``hosts`` and ``domains`` the first are where booking pages lie ("*" stands for one label, the practice's), the
    second all that belongs to the service. ``marks`` are patterns by which an imitation is known. ``scripts`` are hosts
    that its snippets fetch from. ``keeps`` maps parameters of an address to parts; ``writes`` are parameters that we
    write ourselves, so their loss is not worth a word.
    """

    key: str
    name: str
    hosts: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    parts: dict[str, Part] = {}
    keeps: dict[str, str] = {}
    writes: frozenset[str] = frozenset()
    keeps_fragment = False
    is_framed = False
    announces: Announcement | None = None
    copy_this = "Copy the link of your booking page from its settings."

    # What a service says of itself -------------------------------------------------------------------------------

    def read(self, address: Address, snippet: Snippet | None) -> Details | None:
        """The identifiers in an address at one of the hosts; None where it is no booking page."""
        raise NotImplementedError

    def read_snippet(self, snippet: Snippet) -> list[Details]:
        """Identifiers that stand in a snippet without an address."""
        return []

    def is_whole(self, details: Details) -> bool:
        """Whether these parts, each well written, make a booking page together."""
        return all(name in details for name, part in self.parts.items() if part.needed)

    def build_link(self, details: Details) -> str:
        raise NotImplementedError

    def build_frame(self, details: Details, our_host: str) -> str:
        raise NotImplementedError

    def build_frame_sources(self, details: Details) -> list[str]:
        return []

    # What others ask ----------------------------------------------------------------------------------------------

    def check(self, details: Details) -> None:
        """Raises Refused unless these are exactly identifiers of this service, as it writes them."""
        if type(details) is not dict or not details.keys() <= self.parts.keys():
            raise Refused(self._words_on("What is stored"))
        for name, value in details.items():
            part = self.parts[name]
            if not isinstance(value, str) or not re.fullmatch(part.pattern, value):
                raise Refused(self._words_on(f"The {part.label[0].lower()}{part.label[1:]}"))
        if not self.is_whole(details):
            raise Refused(f"This is no complete address of {self.name}. {self.copy_this}")

    def said(self, details: Details) -> list[tuple[str, str]]:
        """What was understood, as label and value."""
        return [(part.label, details[name]) for name, part in self.parts.items() if name in details]

    def link(self, details: Details) -> str:
        """Where a reader goes."""
        self.check(details)
        return self.build_link(details)

    def link_host(self, details: Details) -> str:
        """Shown to readers before they leave."""
        return urlsplit(self.link(details)).hostname

    def frame(self, details: Details, our_host: str) -> str:
        """The address for the frame. ``our_host`` is the practice's host, without a path."""
        self.check(details)
        if not self.is_framed:
            raise Refused(f"{self.name} is not shown in a frame. Use its link.")
        return self.build_frame(details, our_host)

    def frame_sources(self, details: Details) -> list[str]:
        """The https origins that ``frame-src`` must allow; none where nothing is framed."""
        self.check(details)
        return self.build_frame_sources(details) if self.is_framed else []

    # Shared hands ---------------------------------------------------------------------------------------------------

    def is_at(self, host: str) -> bool:
        """Whether this host has booking pages of the service."""
        return any(re.fullmatch(_host_pattern(pattern), host) for pattern in self.hosts)

    def owns(self, host: str) -> bool:
        """Whether this host belongs to the service, with or without booking pages."""
        return self.is_at(host) or any(host == domain or host.endswith(f".{domain}") for domain in self.domains)

    def kept(self, address: Address) -> Details:
        """The parts that stand in the address's parameters."""
        return {self.keeps[name]: value for name, value in address.parameters if name in self.keeps and value}

    def practice_at(self, host: str) -> str:
        """The practice's own label of a host, empty where the service keeps that name for itself."""
        label = host.partition(".")[0]
        return "" if label in NOT_A_PRACTICE else label

    def with_query(self, address: str, details: Details, **more: str) -> str:
        """The address with the parameters that are kept, and ours."""
        pairs = [(name, details[part]) for name, part in self.keeps.items() if part in details]
        pairs += more.items()
        return f"{address}?{urlencode(pairs)}" if pairs else address

    def _words_on(self, what: str) -> str:
        return f"{what} is not written as {self.name} writes it. {self.copy_this}"


def _host_pattern(pattern: str) -> str:
    return SUBDOMAIN.join(re.escape(piece) for piece in pattern.split("*"))
