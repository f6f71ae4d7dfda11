"""What people do in the browser, in their own words."""

import re

import pytest

from tests.conftest import PASSWORD

BODY = "#body-root > [data-streamfield-stream-container]"


def looks(narrow: int = 360, wide: int = 1440):
    """The four of a width in px and a colour scheme; CI tries two, in which each of both comes once."""
    yield from ((narrow, "light"), (wide, "dark"))
    yield from (pytest.param(*look, marks=pytest.mark.thorough) for look in ((narrow, "dark"), (wide, "light")))


def sign_in(page, practice, person):
    page.goto(practice.admin_url)
    give_password(page, person)
    page.get_by_role("heading", name=practice.name).first.wait_for()


def give_password(page, person):
    """Fill in the form of signing in, which is the installation's."""
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def body_blocks(page):
    """The blocks of the body, outermost only."""
    return page.locator(f"{BODY} > [data-streamfield-child]")


def open_editor(page, practice, article):
    page.goto(f"{practice.admin_url}pages/{article.pk}/edit/")
    # What stands in the form two seconds after it has loaded is what Wagtail takes for saved.
    page.wait_for_timeout(2500)


def add_block(page, name):
    """Add a block at the end of the body and return it."""
    before = body_blocks(page).count()
    page.locator(f'{BODY} > div > button[title="Insert a block"]').last.click()
    page.get_by_role("option", name=name, exact=True).click()
    block = body_blocks(page).nth(before)
    block.wait_for()
    return block


def choose_in_window(page, name):
    """Choose something by its name in a chooser's window."""
    window = page.locator(".modal-content")
    window.get_by_role("link", name=name, exact=True).first.click()
    window.wait_for(state="detached")


def write(page, editor, text):
    """Type text into a rich text field, paragraph by paragraph."""
    field = editor.locator("[contenteditable=true]").first
    field.click()
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)


def let_it_keep(page):
    """Wait until the editor has kept by itself what was typed: a person's hand takes longer than a program's.

    It looks twice a second for what is new, waits until no more is, and then half a second before it sends. What is
    sent while the first draft is being made would make a second one, whose address is taken.
    """
    quiet = 0
    for _ in range(100):
        page.wait_for_timeout(200)
        quiet = 0 if getattr(page, "under_way", None) else quiet + 1
        if quiet == 12:
            return


def press_action(page, label):
    """Open the menu beside "Save draft" and choose an action."""
    let_it_keep(page)
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=re.compile(label)).last.click()
    page.locator(".messages .success, .messages .error").first.wait_for()
