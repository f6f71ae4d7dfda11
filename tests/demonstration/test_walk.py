"""A reader walks through every page of every demonstration practice."""

from collections import deque
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib
import pytest

from .pages import PRACTICES, host_of

pytestmark = [pytest.mark.journey, pytest.mark.demo]
FEWEST_PAGES = 20


def check_page(page, html, complaints):
    """One h1, landmarks, valid HTML, no two parts with the same address."""
    url = page.url
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except html5lib.html5parser.ParseError as error:
        complaints.append(f"{url}: not valid HTML: {error}")
    # A handout is a sheet of paper: whose it is, stands in its own text.
    around = 0 if urlsplit(url).path.endswith("/handout/") else 1
    for selector, count in (("h1", 1), ("main", 1), ("body > header", around), ("body > footer", around)):
        if page.locator(selector).count() != count:
            complaints.append(f"{url}: {page.locator(selector).count()} of {selector}")
    twice = page.evaluate(
        "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"
    )
    complaints += [f"{url}: two parts have the address #{part}" for part in twice]


def watch(page) -> tuple[list, set]:
    """What goes wrong in the window, and the hosts that it asks. A request that going on cuts off is no failure."""
    complaints, asked = [], set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on(
        "requestfailed",
        lambda request: request.failure == "net::ERR_ABORTED" or complaints.append(f"{page.url}: failed {request.url}"),
    )
    page.on("console", lambda line: line.type == "error" and complaints.append(f"{page.url}: {line.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    return complaints, asked


@pytest.mark.parametrize("practice", PRACTICES)
def test_every_page_of_a_practice(practice, port, window):
    host, page = host_of(practice, port), window(practice)
    complaints, asked = watch(page)
    waiting, linked_parts = deque([f"http://{host}/"]), set()
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
        for link in set(page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")):
            address, part = urldefrag(link)
            if urlsplit(address).netloc == host and urlsplit(address).scheme == "http":
                waiting.append(address)
                linked_parts |= {(address, unquote(part))} if part else set()
    complaints += [
        f"{url}: nothing has the address #{part}" for url, part in linked_parts if part not in addresses[url]
    ]
    assert complaints == []
    assert asked == {host}
    assert page.context.cookies() == []
    assert len(addresses) >= FEWEST_PAGES
