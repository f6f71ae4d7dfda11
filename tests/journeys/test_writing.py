"""What writing takes besides blocks: a link to another page, and typing on after a step was refused."""

import re

import pytest
from playwright.sync_api import expect

from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article

from .walking import add_block, choose_in_window, let_it_keep, open_editor, press_action, sign_in, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def newest_body(article) -> str:
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().body.get_prep_value()


@pytest.fixture
def draft(alder):
    with in_practice(alder.practice):
        made = make_article("On coming alone", live=False, owner=alder.practitioner)
        made.save_revision()
        return made


def test_words_become_a_link_to_another_article(site, somebody, alder, draft):
    with in_practice(alder.practice):
        older = make_article("An older article", [{"paragraph": "It was here before."}])
    page = somebody()
    sign_in(page, alder.practice, alder.practitioner)
    open_editor(page, alder.practice, draft)
    paragraph = add_block(page, "Paragraph")
    write(page, paragraph, "See what we wrote")
    page.keyboard.press("Control+a")
    page.get_by_role("button", name=re.compile("^Link")).last.click()
    page.locator(".modal-content input[name=q]").fill("older")
    choose_in_window(page, "An older article")
    expect(paragraph.locator("[contenteditable=true] .TooltipEntity")).to_contain_text("See what we wrote")
    let_it_keep(page)
    with in_practice(alder.practice):
        assert f'<a linktype="page" id="{older.pk}">See what we wrote</a>' in str(newest_body(draft))


def test_what_is_typed_after_a_refused_step_is_kept(site, somebody, alder, draft):
    page = somebody()
    sign_in(page, alder.practice, alder.practitioner)
    open_editor(page, alder.practice, draft)
    write(page, add_block(page, "Questions and answers"), "An answer without a question.")
    press_action(page, "^Submit to")
    expect(page.locator(".messages .error")).to_be_visible()
    let_it_keep(page)
    page.get_by_role("textbox", name="Question*").fill("May I come alone?")
    let_it_keep(page)
    write(page, add_block(page, "Paragraph"), "Typed a while later.")
    let_it_keep(page)
    with in_practice(alder.practice):
        kept = str(newest_body(draft))
    assert "May I come alone?" in kept
    assert "Typed a while later." in kept
