"""Every kind of page, in every look, light and dark, on a phone and on a desk: the rules of accessibility hold."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import PRACTICES, kinds

pytestmark = [pytest.mark.journey, pytest.mark.demo]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER_THAN_THE_WINDOW = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def violations(page) -> list[str]:
    """The broken rules, with up to three places of each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}" for rule in found]


def each_in_every_look():
    """Each practice in each of the ways it may look; CI tries each practice in one of them, and each way with one."""
    for place, practice in enumerate(PRACTICES):
        for number, (width, scheme) in enumerate([(360, "light"), (1440, "dark"), (360, "dark"), (1440, "light")]):
            marks = [] if number == place % 4 else [pytest.mark.thorough]
            yield pytest.param(practice, width, scheme, marks=marks)


@pytest.mark.parametrize(("practice", "width", "scheme"), each_in_every_look())
def test_every_kind_of_page(practice, scheme, width, port, window):
    page = window(practice, width, color_scheme=scheme)
    complaints = {}
    for kind, path in kinds(practice, port).items():
        page.goto(path)
        wider = page.evaluate(WIDER_THAN_THE_WINDOW)
        found = violations(page) + ([f"{wider} px wider than the window"] if wider > 0 else [])
        if found:
            complaints[f"{kind} {path}"] = found
    assert complaints == {}
    assert len(kinds(practice, port)) >= 9
