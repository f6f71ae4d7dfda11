"""An operator visits to help; the owner reads what happened, sees what was opened, and ends the visit."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import at_the_installation_as

from .walking import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
WHY = "The booking page is said to be empty"
# Wagtail's own sidebar and header are Wagtail's to mend; what stands in the screen is ours.
OURS = "main .nice-padding"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


def at(page, base, path):
    """Open a screen of the work area whose home is ``base``."""
    page.goto(base.removesuffix("/admin/") + path)
    return page


def looks_right(page, name, folder):
    """Nothing breaks an accessibility rule or sticks out, on a telephone and on a desk, light and dark."""
    for width, scheme in ((360, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, context=OURS, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def test_a_visit_from_its_reason_to_its_end(site, somebody, alder, birch, operator, settings, tmp_path):
    with in_practice(alder.practice):
        make_article("A draft in the drawer", live=False)
    at_desk, owner = somebody(), somebody()
    _begin(at_desk, operator, alder, settings, tmp_path)
    _read(at_desk, alder, tmp_path)
    _watch(owner, alder, tmp_path)
    at(at_desk, alder.practice.admin_url, reverse("visit_pages"))
    expect(at_desk.get_by_text("A draft in the drawer")).to_have_count(0)
    assert "/enter/alder/" in at_desk.url  # where nobody without a place is told more than that


def signed_in_cookie(operator, settings) -> dict:
    """The operator's session at the installation's host; how one signs in is walked in test_signing_in.py."""
    name = settings.SESSION_COOKIE_NAME
    value = at_the_installation_as(operator).cookies[name].value
    return {"name": name, "value": value, "domain": settings.INSTALLATION_DOMAIN, "path": "/"}


def _begin(page, operator, alder, settings, folder):
    home = f"http://{settings.INSTALLATION_DOMAIN}:{settings.PUBLIC_PORT}/admin/"
    page.context.add_cookies([signed_in_cookie(operator, settings)])
    page.goto(home)
    page.get_by_role("heading", name="Practices").first.wait_for()
    at(page, home, reverse("practices:index"))
    expect(page.get_by_role("link", name="Alder Practice")).to_be_visible()
    page.screenshot(path=folder / "practices-1280.png")
    looks_right(at(page, home, reverse("practice_bare_log", args=(alder.practice.pk,))), "bare-log", folder)
    at(page, home, reverse("visit_begin", args=(alder.practice.pk,)))
    page.get_by_label("Why do you need to read there?").fill("Support")
    page.get_by_role("button", name="Begin the visit").click()
    expect(page.get_by_text("Say in a few words why").first).to_be_visible()
    looks_right(page, "begin", folder)
    page.get_by_label("Why do you need to read there?").fill(WHY)
    page.get_by_label("30 minutes").check()
    page.get_by_role("button", name="Begin the visit").click()


def _read(page, alder, folder):
    page.get_by_role("link", name="Go there").click()
    expect(page.get_by_role("region", name="Visit", exact=True)).to_contain_text(
        "You are visiting Alder Practice, reading only"
    )
    at(page, alder.practice.admin_url, reverse("visit_pages"))
    looks_right(page, "reading-room", folder)
    page.get_by_role("link", name="A draft in the drawer").click()
    expect(page.get_by_role("heading", name="A draft in the drawer").first).to_be_visible()


def _watch(page, alder, folder):
    sign_in(page, alder.practice, alder.owner)
    looks_right(at(page, alder.practice.admin_url, reverse("audit_log")), "log", folder)
    at(page, alder.practice.admin_url, reverse("practice_visits"))
    looks_right(page, "visits", folder)
    page.get_by_role("link", name="Op (operator@anteroom.example)").click()
    expect(page.get_by_text("/admin/practice/reading/").first).to_be_visible()
    looks_right(page, "visit", folder)
    page.get_by_role("button", name="End this visit now").click()
    expect(page.get_by_text("is not let in any more")).to_be_visible()
