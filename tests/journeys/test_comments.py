"""A reader comments without scripts; an editor decides by keyboard; the reader sees what is shown."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cms.comments.models import ReaderComment
from sites.scoping import in_practice
from tests.cms.comments.conftest import article_at

from .walking import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LONG_ENOUGH = 3200  # milliseconds; nobody is faster
PHONE = {"width": 360, "height": 740}
WRITTEN = ["We tried this.\nIt helped.", "Buy followers now", "My neighbour Ada Quill did that", "And a fourth one"]


def write(page, address, text):
    page.goto(address)
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill(text)
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Send to be read").click()


def states(practice) -> dict[str, str]:
    with in_practice(practice):
        return dict(ReaderComment.objects.values_list("text", "state"))


def test_written_without_scripts_decided_by_keyboard_and_read(alder, site, somebody):
    article = article_at(alder.practice)
    address = article.url
    page = somebody(java_script_enabled=False, viewport=PHONE)
    page.goto(address)
    page.get_by_role("link", name="Write a comment").click()
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Send to be read").click()
    expect(page.get_by_role("link", name="Write your comment here.")).to_be_visible()
    for text in WRITTEN:
        write(page, address, text)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert page.context.cookies() == []

    desk = somebody()
    sign_in(desk, alder.practice, alder.editor)
    desk.get_by_role("link", name="Comments (4)").click()
    expect(desk.get_by_text("Keys: n next, a approve")).to_be_visible()
    found = Axe().run(desk, context="[data-comment-queue]").response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    for keys, left in (("a", 3), ("s", 2), ("nr", 1)):
        for key in keys:
            desk.keyboard.press(key)
        expect(desk.locator("[data-comment]")).to_have_count(left)
        expect(desk.get_by_text("Keys: n next, a approve")).to_be_visible()
    assert states(alder.practice) == dict(zip(WRITTEN, ("approved", "spam", "held", "rejected"), strict=True))

    reading = somebody(viewport=PHONE)
    reading.goto(address)
    expect(reading.get_by_role("heading", name="1 comment")).to_be_visible()
    expect(reading.locator(".comment-text")).to_have_text("We tried this.It helped.")
    found = Axe().run(reading, context=".comments").response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert reading.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reading.get_by_role("link", name="Answer").click()
    expect(reading.get_by_role("heading", name="Answer ")).to_be_visible()
