"""Comforts of reading in a real browser: links to parts, a list that follows, the handout; without scripts too."""

import re

import pytest
from playwright.sync_api import expect

from sites.scoping import in_practice
from tests.building import make_article

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
PARTS = ["First steps", "What helps", "When to ask"]
FAQ = {"faq": {"items": [{"question": "Can I come alone?", "answer": "Yes."}]}}
LONG = "A sentence that stands here for many others, so that the page is long enough to be read in parts. " * 40


@pytest.fixture
def address(site, alder):
    with in_practice(alder.practice):
        blocks = [block for part in PARTS for block in ({"heading": {"text": part}}, {"paragraph": LONG})]
        page = make_article("A long read", [*blocks, FAQ], contents="show")
        return alder.practice.base_url + page.url


def pasted(page) -> str:
    """What was copied, the way a person takes it: pages here may not read the clipboard themselves."""
    elsewhere = page.context.new_page()
    elsewhere.goto("about:blank")
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").press("Control+v")
    words = elsewhere.locator("textarea").input_value()
    elsewhere.close()
    return words


def test_a_link_to_a_part_is_copied_and_says_so(address, somebody):
    page = somebody(permissions=["clipboard-write"])
    page.goto(address)
    page.get_by_role("heading", name="What helps").hover()
    page.get_by_role("heading", name="What helps").get_by_role("link", name="Link to this part").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.url == f"{address}#what-helps"
    assert pasted(page) == page.url
    page.get_by_role("heading", name="Can I come alone?").click()
    page.get_by_role("link", name="Link to this question").click()
    assert page.url.partition("#")[2] not in ("", "what-helps")
    assert pasted(page) == page.url


def test_the_contents_list_marks_the_part_that_is_read(address, somebody):
    page = somebody(reduced_motion="reduce")
    page.goto(address)
    marked = page.locator(".contents [aria-current]")
    expect(marked).to_have_count(0)
    for part in PARTS:
        page.get_by_role("heading", name=part).evaluate("(heading) => heading.scrollIntoView()")
        expect(marked).to_have_text(part)
    page.evaluate("() => scrollTo(0, 0)")
    expect(marked).to_have_count(0)
    page.get_by_role("heading", name="Can I come alone?").evaluate("(heading) => heading.scrollIntoView()")
    expect(marked).to_have_text(PARTS[-1])  # also after a jump over all of them
    page.evaluate("() => scrollTo(0, 0)")
    expect(marked).to_have_count(0)


def test_the_data_in_the_head_is_no_script_that_the_policy_stops(address, somebody):
    page = somebody()
    told = []
    page.on("console", lambda message: told.append(message.text))
    answer = page.goto(address)
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert told == []


def test_all_of_it_works_without_scripts(address, somebody):
    page = somebody(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("heading", name="What helps").get_by_role("link").click()
    assert page.url == f"{address}#what-helps"
    page.get_by_role("link", name="This article to print and take along").click()
    assert page.url == f"{address}handout/"
    expect(page.get_by_text("Yes.", exact=True)).to_be_visible()
    assert page.get_by_role("button").count() == 0
    page.get_by_role("link", name="Back to the article").click()
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("What are you looking for?").fill("zebra crossing")
    page.get_by_role("button", name="Search").click()
    assert re.search(r"/search/\?q=zebra\+crossing$", page.url)
    expect(page.get_by_text("Nothing here has these words.")).to_be_visible()
