"""A reader walks through every page of every demonstration practice."""

from collections import deque
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from cms.demo.loader import DATA, PracticeLoader

pytestmark = [
    pytest.mark.journey,
    pytest.mark.demo,
    pytest.mark.django_db(transaction=True),
]
PRACTICES = sorted(path.name for path in DATA.iterdir() if path.is_dir())
FEWEST_PAGES = 20
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def page(somebody, complaints):
    """A reader's window that notes everything that goes wrong and every address that is asked for."""
    page = somebody()
    page.asked = set()
    page.on("request", lambda request: page.asked.add(urlsplit(request.url).netloc))
    page.on("requestfailed", lambda request: _failed(request, page, complaints))
    page.on("console", lambda line: line.type == "error" and complaints.append(f"{page.url}: {line.text}"))
    return page


def _failed(request, page, complaints):
    """A request that going on to the next page has cut off is no failure."""
    if request.failure != "net::ERR_ABORTED":
        complaints.append(f"{page.url}: failed {request.url}")


def check_page(page, html, complaints):
    """One h1, landmarks, valid HTML, no two parts with the same address."""
    url = page.url
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except html5lib.html5parser.ParseError as error:
        complaints.append(f"{url}: not valid HTML: {error}")
    for selector, count in (("h1", 1), ("main", 1), ("body > header", 1), ("body > footer", 1)):
        if page.locator(selector).count() != count:
            complaints.append(f"{url}: {page.locator(selector).count()} of {selector}")
    twice = page.evaluate(
        "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"
    )
    complaints += [f"{url}: two parts have the address #{part}" for part in twice]


def links_of(page) -> set[str]:
    return set(page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"))


def check_kind(page, kinds, complaints):
    """The rules of accessibility, on the first page of each kind."""
    kind = page.locator("html").get_attribute("class")
    if kind in kinds:
        return
    kinds.add(kind)
    for violation in Axe().run(page, options=RULES).response["violations"]:
        places = [node["target"] for node in violation["nodes"]][:3]
        complaints.append(f"{page.url}: {violation['id']} at {places}")


@pytest.mark.parametrize("slug", PRACTICES)
def test_every_page_of_a_practice(site, page, complaints, slug):
    practice = PracticeLoader(slug, "a-long-enough-password").load()
    host = urlsplit(practice.base_url).netloc
    waiting, linked_parts, kinds = deque([practice.base_url + "/"]), set(), set()
    addresses = {}  # of each page that was seen: the addresses of its parts
    while waiting:
        url = waiting.popleft()
        if url in addresses:
            continue
        response = page.goto(url)
        addresses[url] = set(page.eval_on_selector_all("[id]", "parts => parts.map(part => part.id)"))
        if response.status != 200:
            complaints.append(f"{url}: {response.status}")
            continue
        check_page(page, response.text(), complaints)
        check_kind(page, kinds, complaints)
        for link in links_of(page):
            address, part = urldefrag(link)
            if urlsplit(address).netloc == host and urlsplit(address).scheme == "http":
                waiting.append(address)
                linked_parts |= {(address, unquote(part))} if part else set()
    complaints += [
        f"{url}: nothing has the address #{part}" for url, part in linked_parts if part not in addresses[url]
    ]
    assert complaints == []
    assert page.asked == {host}
    assert page.context.cookies() == []
    assert len(addresses) >= FEWEST_PAGES
