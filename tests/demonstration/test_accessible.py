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


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        (1440, "dark"),
        pytest.param(360, "dark", marks=pytest.mark.thorough),
        pytest.param(1440, "light", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.parametrize("practice", PRACTICES)
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
