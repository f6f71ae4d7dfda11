"""The crawler finds holes where there are some: with the walls taken away it finds hundreds."""

import pytest

from tests.conftest import THOROUGH

from .crawl import Crawl
from .people import PEOPLE
from .walls import WALLS

pytestmark = pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")


def holes_without(walls, world, operator, monkeypatch) -> dict:
    """How many holes of each kind the owner of A meets with these walls taken away.

    The first two steps meet all kinds and hundreds of holes already; CI leaves the others out, which take a minute.
    """
    visitor = PEOPLE["owner"](world, operator)
    for wall in walls:
        WALLS[wall](monkeypatch)
    way = Crawl(visitor, thorough=False)
    way.get_foreign()
    way.post_special()
    if THOROUGH:
        way.get_own()
        way.post_bare()
    counts = {}
    for finding in visitor.findings.values():
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return counts


def test_with_all_walls_off_it_finds_hundreds(world, operator, monkeypatch):
    found = holes_without(WALLS, world, operator, monkeypatch)
    assert sum(found.values()) >= 200, found
    assert {"shows", "changes", "refers", "tells apart"} <= set(found)


@pytest.mark.thorough
def test_with_the_scoped_managers_off_it_finds_some(world, operator, monkeypatch):
    found = holes_without(["scoped managers"], world, operator, monkeypatch)
    assert sum(found.values()) >= 10, found
