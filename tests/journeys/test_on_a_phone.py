"""A practitioner with a phone finds the buttons of a long form without going to its end."""

import pytest
from playwright.sync_api import expect

from sites.scoping import in_practice
from tests.building import make_article

from .walking import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def window(somebody, site, alder):
    page = somebody()
    page.set_default_timeout(10_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.set_viewport_size(PHONE)
    sign_in(page, alder.practice, alder.owner)
    yield page
    # Leave the editor, which says good-bye to the server, before the tables are emptied.
    page.goto(alder.practice.admin_url)
    page.wait_for_load_state("networkidle")


def test_the_buttons_of_an_article_are_in_sight(window, alder, birch):
    with in_practice(alder.practice):
        article = make_article("The article")
    window.goto(f"{alder.practice.admin_url}pages/{article.pk}/edit/")
    window.wait_for_load_state("networkidle")
    height = window.evaluate("document.querySelector('main .content').getBoundingClientRect().height")
    assert height > PHONE["height"] + 200  # else they would be in sight anyway
    buttons = window.locator("form > .footer")
    expect(buttons).to_be_in_viewport(ratio=1)
    # What one comes to by keyboard is not behind them, once it has come up.
    window.get_by_label("Caption of the picture").focus()
    window.wait_for_function(
        """() => document.activeElement.getBoundingClientRect().bottom
            <= document.querySelector("form > .footer").getBoundingClientRect().top"""
    )
