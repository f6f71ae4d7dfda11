"""What a first view of an article costs a reader: bytes and requests over the wire, and nothing that jumps about.

The bounds are the project's own: at most 60 KB and ten requests without the pictures, no foreign host, no cookie, no
layout shift (the issue "The reading room").
"""

from urllib.parse import urlsplit

import pytest

from .pages import PRACTICES, host_of, kinds

pytestmark = [pytest.mark.journey, pytest.mark.demo]
MOST_BYTES = 60_000
MOST_REQUESTS = 10
PICTURES = (".avif", ".webp", ".jpg")  # of the article, of other articles, and the practice's logo
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def load(page, path) -> dict[str, int]:
    """Bytes over the wire, by path, of everything that the page asks for with an empty cache."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    addresses, sizes = {}, {}
    session.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(path, wait_until="networkidle")
    return {addresses[key]: round(size) for key, size in sizes.items() if not addresses[key].startswith("data:")}


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("practice", PRACTICES)
def test_of_an_article(practice, width, port, window):
    """Of an article, and of one in safety mode where the practice has any."""
    for kind, path in kinds(practice, port).items():
        # Whoever answers a comment has read the article: the page with that form is no first view.
        if not kind.startswith("article-page articles") or kind.endswith((" reply", " comment")):
            continue
        look_at(window(practice, width), path, host_of(practice, port))


def look_at(page, path, host):
    sizes = load(page, path)
    needed = {url: size for url, size in sizes.items() if not urlsplit(url).path.endswith(PICTURES)}
    assert sum(needed.values()) <= MOST_BYTES, needed
    assert len(needed) <= MOST_REQUESTS, needed
    assert {urlsplit(url).netloc for url in sizes} == {host}
    assert page.context.cookies() == []
    assert page.evaluate(SHIFTS) == 0
