"""A reader books: nothing is asked of anybody before the click, and then only of the host that was named."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms.booking.models import BookingCount, BookingOffer
from sites.scoping import in_practice
from tests.building import make_article, make_offer
from tests.conftest import open_with_people
from tests.demonstration.test_accessible import RULES

from .walking import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEPT = {"user": "alder", "event": "first"}
# What stands in for the service: it announces a booking when it is clicked.
CALENDAR = """<title>Calendar</title><button id="book">Tuesday at ten</button><script>
document.getElementById("book").addEventListener("click", () =>
  parent.postMessage({event: "calendly.event_scheduled", payload: {name: "Ada Quill"}}, "*"));
</script>"""
SHOW = "Show the calendar on this page"


@pytest.fixture
def alder(site):
    opened = open_with_people("alder", "Alder Practice")
    with in_practice(opened.practice):
        BookingOffer.objects.all().delete()
        make_offer("First talk", way="service", service="calendly", service_details=KEPT, is_default=True)
        opened.article = opened.practice.base_url + make_article().url
    opened.offer = f"{opened.practice.base_url}/book/first-talk/"
    return opened


@pytest.fixture
def reader(somebody, alder):
    """Opens a window that notes whom it asks; the booking service is answered for here."""

    def come(address, **options):
        page = somebody(**options)
        page.asked, page.refused = [], []
        page.on("request", lambda request: page.asked.append(request))
        page.on("console", lambda message: message.type == "error" and page.refused.append(message.text))
        page.route(re.compile("^https:"), lambda route: route.fulfill(body=CALENDAR, content_type="text/html"))
        page.goto(address)
        return page

    return come


def hosts(page) -> set[str]:
    return {urlsplit(request.url).hostname for request in page.asked}


def counted(practice) -> dict[str, int]:
    with in_practice(practice):
        return dict(BookingCount.objects.values_list("what", "number"))


def show(page):
    page.get_by_role("button", name=SHOW).click()
    return page.frame_locator(".booking-frame iframe")


def test_an_article_asks_nobody_else_whatever_is_clicked_in_it(reader, alder):
    page = reader(alder.article)
    page.get_by_role("link", name=re.compile("^How to book")).click()
    page.wait_for_url(alder.offer)
    assert hosts(page) == {"alder.anteroom.localhost"}
    assert page.locator("iframe").count() == 0


def test_the_calendar_is_asked_for_after_the_click_and_nobody_but_its_host(reader, alder):
    page = reader(alder.offer)
    assert hosts(page) == {"alder.anteroom.localhost"}
    assert page.locator("iframe").count() == 0
    assert "calendly.com" in page.locator(".booking-way").inner_text()
    show(page).get_by_role("button", name="Tuesday at ten").wait_for()
    assert hosts(page) == {"alder.anteroom.localhost", "calendly.com"}
    frame = next(request for request in page.asked if urlsplit(request.url).hostname == "calendly.com")
    assert "referer" not in frame.headers
    assert "/book/" not in frame.url
    assert page.context.cookies() == []
    tag = page.locator("iframe").evaluate("f => [f.getAttribute('sandbox'), f.referrerPolicy, f.loading, f.title]")
    assert tag == [
        "allow-scripts allow-forms allow-same-origin allow-popups", "no-referrer", "lazy", "First talk: Calendly"
    ]  # fmt: skip
    assert page.refused == []


def policy_of(page, address) -> list[str]:
    policy = page.goto(address).headers["content-security-policy"]
    return [part.strip() for part in policy.split(";")]


def test_the_policy_of_each_page_is_its_own(reader, alder):
    page = reader(alder.article)
    everywhere = policy_of(page, alder.article)
    assert "default-src 'none'" in everywhere
    assert [part for part in everywhere if part.startswith(("frame-src", "child-src"))] == []
    assert sorted(set(policy_of(page, alder.offer)) - set(everywhere)) == ["frame-src https://calendly.com"]


def test_an_announced_booking_is_thanked_for_and_counted_once(reader, alder):
    page = reader(alder.offer)
    calendar = show(page)
    calendar.get_by_role("button", name="Tuesday at ten").click()
    page.get_by_text("Thank you. Calendly says that your time is booked.").wait_for()
    assert page.evaluate("() => document.activeElement.className") == "booking-thanks"
    calendar.get_by_role("button", name="Tuesday at ten").click()
    page.wait_for_timeout(300)
    assert counted(alder.practice) == {"opened": 1, "booked": 1}


@pytest.mark.parametrize("message", ["calendly.event_scheduled", "calendly.profile_page_viewed"])
def test_a_message_from_elsewhere_announces_nothing(reader, alder, message):
    """From our own window, or from the right window with other words."""
    page = reader(alder.offer)
    show(page).get_by_role("button", name="Tuesday at ten").wait_for()
    if message == "calendly.event_scheduled":
        page.evaluate("name => window.postMessage({event: name}, '*')", message)
    else:
        page.frames[1].evaluate("name => parent.postMessage({event: name}, '*')", message)
    page.wait_for_timeout(300)
    assert page.locator(".booking-thanks").inner_text() == ""
    assert counted(alder.practice) == {"opened": 1}


def test_without_scripts_the_link_leads_there(reader, alder):
    page = reader(alder.offer, java_script_enabled=False)
    assert not page.get_by_role("button", name=SHOW).is_visible()
    page.get_by_role("link", name="Choose a time with Calendly").click()
    page.wait_for_url("https://calendly.com/alder/first")
    leaving = next(request for request in page.asked if request.url == page.url)
    assert "referer" not in leaving.headers


@pytest.mark.parametrize("width", [360, 1440])
def test_the_rules_of_accessibility_hold_with_the_calendar(reader, alder, width):
    page = reader(alder.offer, viewport={"width": width, "height": 800})
    show(page).get_by_role("button", name="Tuesday at ten").wait_for()
    found = Axe().run(page, options=RULES | {"iframes": False}).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_an_owner_is_answered_while_pasting(somebody, alder):
    page = somebody()
    sign_in(page, alder.practice, alder.owner)
    page.goto(f"{alder.practice.admin_url}snippets/booking/bookingoffer/add/")
    assert not page.locator("[name=booking_paste]").is_visible()  # it is the telephone that is chosen
    page.locator("[name=way]").select_option("service")
    page.locator("[name=booking_paste]").fill('<iframe src="https://calendly.com/alder/first?utm_source=x"></iframe>')
    answer = page.locator(".booking-understood")
    answer.get_by_text("Calendly").first.wait_for()
    assert [words for words in ("alder", "first", "utm_source") if words not in answer.inner_text()] == []
    page.locator("[name=booking_paste]").fill("https://calendly.com.evil.example/alder/first")
    answer.get_by_text("is not one of its hosts").wait_for()
