"""The component page: for operators, in every theme, of made-up words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.articles.blocks import PageBodyBlock
from cms.looks.palettes import SCHEMES, THEMES
from tests.conftest import at_the_installation_as, signed_in

ADDRESS = "/admin/components/"


@pytest.mark.parametrize("theme", THEMES)
def test_every_block_is_shown_in_every_theme(operator, theme):
    browser = at_the_installation_as(operator)
    for scheme in SCHEMES:
        page = browser.get(ADDRESS, {"theme": theme, "scheme": scheme}).text
        assert f'href="/static/css/themes/{theme}.css"' in page
        assert f'<html lang="en-gb" class="look-book" data-scheme="{scheme}">' in page
        headings = re.findall(r"<h2>([^<]+)</h2>", page)
        assert {str(block.label) for block in PageBodyBlock().child_blocks.values()} <= set(headings)


def test_it_costs_the_same_whatever_the_practices_hold(alder, birch, operator):
    browser = at_the_installation_as(operator)
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(ADDRESS).text
    assert len([query for query in queries if "_page" in query["sql"] or "practicesettings" in query["sql"]]) == 0
    assert ("Alder" in page, "Birch" in page) == (False, False)


def test_nobody_of_a_practice_finds_it(alder):
    assert signed_in(alder.owner, alder.practice).get(ADDRESS).status_code == 404
