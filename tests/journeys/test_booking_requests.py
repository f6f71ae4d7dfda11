"""A reader asks for a time, with scripts and without, with a keyboard, on a small phone; the owner reads it."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from cms.booking.models import BookingOffer
from cms.booking_requests.models import BookingRequest
from sites.models.practice import address_of
from sites.scoping import in_practice

from .walking import looks

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LONG_ENOUGH = 3200  # milliseconds; nobody is faster
SMALL_PHONE = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %


@pytest.fixture
def way(alder, site, settings):
    """The address of an offer's page at A."""
    with in_practice(alder.practice):
        BookingOffer.objects.create(
            name="A first talk", slug="first-talk", way="request", online=True, in_person=True, asks_free_text=True
        )
    return f"{address_of(alder.practice.primary_host)}/book/first-talk/"


def fill(page, contact="wren@nest.example"):
    page.get_by_label("Your name").fill("Wren")
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_label("Your e-mail address or telephone number").fill(contact)
    page.get_by_label("No, I am new here").check()
    page.get_by_label("Online").check()
    page.get_by_label("Day").first.fill((timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_label("Time", exact=True).first.fill("10:30")
    page.get_by_label(re.compile("may use this to answer me")).check()


def written(practice) -> list[dict]:
    with in_practice(practice):
        return [request.content() for request in BookingRequest.objects.all()]


def test_with_scripts_the_sum_is_worked_out_and_the_readers_zone_is_known(alder, way, somebody, settings):
    settings.REQUEST_LIMITS = {kind: {"with_proof": "5/h", "without": "0/h"} for kind in ("network", "practice")}
    page = somebody(timezone_id="America/New_York")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(way)
    fill(page)
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert page.url == f"{way}sent/"
    (content,) = written(alder.practice)
    assert (content["name"], content["zone"], content["times"][0]["time"]) == ("Wren", "America/New_York", "10:30")
    here = way.partition("/book/")[0]
    assert [url for url in asked if not url.startswith(here)] == []
    assert page.context.cookies() == []


def test_without_scripts_a_mistake_is_shown_and_mended_and_everything_else_stays(alder, way, somebody):
    page = somebody(java_script_enabled=False)
    page.goto(way)
    fill(page, contact="wren at nest")
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Send").click()
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("“wren at nest” is no e-mail address.")
    expect(page.get_by_label("Your name")).to_have_value("Wren")
    page.get_by_label("Your e-mail address or telephone number").fill("wren@nest.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [content["contact"] for content in written(alder.practice)] == ["wren@nest.example"]


def test_what_is_wrong_has_the_focus_and_leads_to_the_field(way, somebody):
    page = somebody()
    page.goto(way)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_focused()
    link = page.get_by_role("alert").get_by_role("link", name="Choose how we may answer you.")
    link.click()
    assert page.evaluate("location.hash") == "#request-reach_0"
    assert page.evaluate("document.activeElement.name") == "reach"


@pytest.mark.parametrize(("width", "scheme"), looks(SMALL_PHONE["width"]))
def test_it_is_accessible_empty_and_with_mistakes_and_nothing_is_too_small(way, somebody, width, scheme):
    viewport = SMALL_PHONE if width == SMALL_PHONE["width"] else {"width": width, "height": 900}
    page = somebody(viewport=viewport, color_scheme=scheme)
    page.goto(way)
    for _ in range(2):
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert small_targets(page) == []
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_be_visible()


def small_targets(page) -> list[str]:
    """Controls of the form that are lower than 44 pixels; a radio button's target is its label."""
    return page.evaluate("""() => [...document.querySelectorAll(
        ".request-form :is(input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, button), "
        + ".request-form summary, .request-choice label, .request-consent label")]
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)""")
