"""The way a crawl goes: every door with own, foreign and missing ids, its query strings, its links, its forms."""

from .doors import doors
from .visitor import Ask, Visitor


def get_all_doors(visitor: Visitor):
    """Every address of A's own, and every one with B's ids beside one with nobody's."""
    for door in doors():
        for path in door.own(visitor.world.a):
            visitor.ask(Ask("GET", path))
        for path in door.foreign(visitor.world):
            visitor.compare(Ask("GET", path))
