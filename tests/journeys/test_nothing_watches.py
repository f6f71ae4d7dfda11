"""Nothing watches: what a real browser asks for, keeps and complains of, on every kind of page of each practice."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured

from cms.booking.models import BookingOffer
from cms.demo.loader import PracticeLoader
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.cms.test_demo import PRACTICES

pytestmark = [
    pytest.mark.journey,
    pytest.mark.demo,
    pytest.mark.django_db(transaction=True),
]
ALWAYS = ["/privacy/", "/accessibility/", "/what-this-site-contacts/", "/articles/?topic=couples", "/nothing-here/"]
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


def one_of_each_kind(practice) -> list[str]:
    """Addresses: the first live page of each type, the first in safety mode, an offer, and what is always there."""
    with in_practice(practice):
        pages = list(BasePage.objects.live().filter(depth__gt=1).order_by("path"))
        kinds = {(page.content_type_id, page.in_safety_mode): page.url for page in reversed(pages)}
        offers = [BookingOffer.objects.first().page_url]
    return [practice.base_url + path for path in [*kinds.values(), *offers, *ALWAYS]]


@pytest.mark.parametrize("slug", PRACTICES)
def test_only_the_own_host_is_asked_and_nothing_is_kept(site, somebody, slug):
    practice = PracticeLoader(slug, "a-long-enough-password").load()
    addresses = one_of_each_kind(practice)
    assert len(addresses) >= 14
    for with_scripts in (True, False):
        page = somebody(java_script_enabled=with_scripts)
        asked, said = set(), []
        page.on("request", lambda request, asked=asked: asked.add(urlsplit(request.url).netloc))
        page.on("console", lambda line, said=said, page=page: said.append((page.url, line.type, line.text)))
        for address in addresses:
            page.goto(address, wait_until="networkidle")
            kept = page.evaluate(KEPT) if with_scripts else NOTHING
            assert set(kept.pop("local", [])) <= set(configured.KEPT_IN_BROWSER), address
            assert kept == {name: value for name, value in NOTHING.items() if name in kept}, address
            if with_scripts:
                assert sorted(page.evaluate("() => document.featurePolicy.allowedFeatures()")) == OURS, address
        assert asked == {urlsplit(practice.base_url).netloc}
        assert page.context.cookies() == []
        # A page that is missing is the one thing a browser may remark upon.
        assert [line for line in said if not line[0].endswith("/nothing-here/")] == []


def test_a_foreign_thing_that_slipped_in_is_refused(site, somebody):
    """The policy is more than a promise: the browser itself keeps the page from asking elsewhere."""
    practice = PracticeLoader("tideswell", "a-long-enough-password").load()
    page, refused, asked = somebody(), [], []
    page.on("console", lambda line: refused.append(line.text))
    page.on("response", lambda response: asked.append(urlsplit(response.url).netloc))
    page.goto(practice.base_url + "/")
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
    assert set(asked) == {urlsplit(practice.base_url).netloc}
    assert len([text for text in refused if "Content Security Policy" in text]) == 2
