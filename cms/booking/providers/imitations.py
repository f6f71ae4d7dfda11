"""Hosts that only look like those of a known service."""

import re

from .refusal import Refused
from .registry import SERVICES

# Letters that are taken for one another at a glance, each group written as its first.
_ALIKE = (("rn", "m"), ("vv", "w"), ("1", "l"), ("i", "l"), ("0", "o"), ("5", "s"), ("3", "e"))
_PLAIN = re.compile(r"[a-z0-9]{6,}")


def refuse_imitation(host: str) -> None:
    """Raises Refused where a host that is not known carries the name of a service that is."""
    for service in SERVICES.values():
        if any(_is_in(mark, host) for mark in service.marks):
            raise Refused(
                f"“{host[:80]}” looks like {service.name}, but is not one of its hosts. "
                "Copy the link of your booking page from the service itself."
            )


def _is_in(mark: str, host: str) -> bool:
    if re.search(mark, host):
        return True
    return bool(_PLAIN.fullmatch(mark)) and _at_a_glance(mark) in _at_a_glance(re.sub("[.-]", "", host))


def _at_a_glance(name: str) -> str:
    for seen, taken_for in _ALIKE:
        name = name.replace(seen, taken_for)
    return name
