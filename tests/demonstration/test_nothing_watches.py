"""Nothing watches: what a real browser asks for, keeps and complains of, on every kind of page of each practice."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from .pages import FEW_PRACTICES, host_of, kinds

pytestmark = [pytest.mark.journey, pytest.mark.demo]
ALWAYS = ["/privacy/", "/accessibility/", "/what-this-site-contacts/", "/articles/?topic=couples", "/nothing-here/"]
MISSING = {"/nothing-here/", "/there-is-nothing/"}
OURS = ["clipboard-write", "publickey-credentials-create", "publickey-credentials-get"]
# Everything in which a page can keep something on a reader's device.
KEPT = """async () => ({
    cookies: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((database) => database.name),
    caches: globalThis.caches ? await caches.keys() : [],
    workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
NOTHING = {"cookies": "", "session": [], "databases": [], "caches": [], "workers": 0}


# The walk (test_walk.py) sees whom every page of all five asks.
@pytest.mark.parametrize("practice", FEW_PRACTICES)
def test_only_the_own_host_is_asked_and_nothing_is_kept(practice, port, window):
    addresses = [*kinds(practice, port).values(), *ALWAYS]
    assert len(addresses) >= 14
    for with_scripts in (True, False):
        page = window(practice, java_script_enabled=with_scripts)
        asked, said = set(), []
        page.on("request", lambda request, asked=asked: asked.add(urlsplit(request.url).netloc))
        page.on("console", lambda line, said=said, page=page: said.append((page.url, line.type, line.text)))
        for address in addresses:
            page.goto(address, wait_until="networkidle" if with_scripts else "load")
            kept = page.evaluate(KEPT) if with_scripts else NOTHING
            assert set(kept.pop("local", [])) <= set(settings.KEPT_IN_BROWSER), address
            assert kept == {name: value for name, value in NOTHING.items() if name in kept}, address
            if with_scripts:
                assert sorted(page.evaluate("() => document.featurePolicy.allowedFeatures()")) == OURS, address
        assert asked == {host_of(practice, port)}
        assert page.context.cookies() == []
        # A page that is missing is the one thing a browser may remark upon.
        assert [line for line in said if urlsplit(line[0]).path not in MISSING] == []


def test_a_foreign_thing_that_slipped_in_is_refused(port, window):
    """The policy is more than a promise: the browser itself keeps the page from asking elsewhere."""
    page, refused, asked = window("tideswell"), [], []
    page.on("console", lambda line: refused.append(line.text))
    page.on("response", lambda response: asked.append(urlsplit(response.url).netloc))
    page.goto("/")
    page.evaluate(
        """() => {
            const picture = new Image();
            picture.src = "https://tracker.example/seen.gif";
            const script = document.createElement("script");
            script.textContent = "globalThis.watched = true";
            document.head.append(picture, script);
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("() => 'watched' in globalThis") is False
    assert set(asked) == {host_of("tideswell", port)}
    assert len([text for text in refused if "Content Security Policy" in text]) == 2
