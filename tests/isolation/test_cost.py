"""What the wall costs: CPU of an article view and of the explorer, with and without it, side by side in one process."""

import time
from contextlib import ExitStack
from unittest import mock

import pytest
from django.core.exceptions import FullResultSet

from sites.doors import DoorMiddleware
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader, signed_in

MOST = 1.05  # the issue's own bound: 5 % of the CPU
ROUNDS, VIEWS = 5, 16

WORDS = [
    {"heading": {"level": 2, "text": "What helps"}},
    {"paragraph": "Some words, " * 60},
    {"key_points": {"title": "In short", "points": ["One *thing*."]}},
] * 6


def no_condition(self, compiler, connection):
    raise FullResultSet


def without_the_wall() -> ExitStack:
    """Managers that add no condition, and doors that ask nothing. Policies and routing stay: they are the product's."""
    stack = ExitStack()
    stack.enter_context(mock.patch("sites.lookups.ScopeLookup.as_sql", no_condition))
    stack.enter_context(mock.patch.object(DoorMiddleware, "process_view", return_value=None))
    return stack


def seconds(client, url) -> float:
    begun = time.process_time()
    response = client.get(url)
    taken = time.process_time() - begun
    assert response.status_code == 200
    return taken


def ratio(client, url) -> float:
    """With the wall to without it: the quicker half of alternating views, so that other work drops out."""
    on, off = [], []
    for _ in range(VIEWS):
        on.append(seconds(client, url))
        with without_the_wall():
            off.append(seconds(client, url))
    half = VIEWS // 2
    return sum(sorted(on)[:half]) / sum(sorted(off)[:half])


@pytest.mark.parametrize("view", ["article", "explorer"])
def test_the_wall_costs_at_most_a_twentieth(view, alder, record_property):
    with in_practice(alder.practice):
        author = make_profile("Ada Quill")
        articles = [make_article(f"Article {number}", WORDS, authors=[author]) for number in range(12)]
        index = articles[0].get_parent().pk
    if view == "article":
        client, url = reader(alder.practice), articles[0].url
    else:
        client, url = signed_in(alder.owner, alder.practice), f"/admin/pages/{index}/"
    ratio(client, url)  # templates are compiled, caches are filled
    ratios = [ratio(client, url)]
    while min(ratios) > MOST and len(ratios) < ROUNDS:
        ratios.append(ratio(client, url))
    record_property(view, ratios)
    assert min(ratios) <= MOST, ratios
