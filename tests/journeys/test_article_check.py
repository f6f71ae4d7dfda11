"""A practitioner sees what stops an article, goes there, mends it, and says why another sentence stays."""

import pytest
from playwright.sync_api import expect

from cms.article_check.models import CheckDecision
from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.cms.article_check.writing import block, item, paragraphs

from .walking import let_it_keep, open_editor, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ANSWER = "Yes. Many people do, and the other one is welcome later."


def test_a_practitioner_mends_a_stop_and_decides_a_question(site, somebody, alder):
    with in_practice(alder.practice):
        article = make_article("On coming alone", live=False, owner=alder.practitioner)
        faq = block(
            "faq", {"title": "Questions", "items": [item({"question": "", "answer": f"<p>{ANSWER}</p>"}, "pair")]}
        )
        article.body = article.body.stream_block.to_python([*paragraphs("We guarantee a first talk."), faq])
        article.save_revision()
    page = somebody()
    sign_in(page, alder.practice, alder.practitioner)
    open_editor(page, alder.practice, article)

    page.get_by_role("button", name="Toggle article check").click()
    panel = page.locator('[data-side-panel="article-check"]')
    counter = page.locator('[data-side-panel-toggle="article-check"] [data-side-panel-toggle-counter]')
    expect(panel).to_contain_text("2 things to look at before it can go on.")
    expect(counter).to_have_text("2")

    # Another tab is open; the finding leads to the question all the same.
    page.get_by_role("tab", name="Authors and topics").click()
    panel.get_by_role("link", name="This answer has no question.").click()
    expect(page.get_by_role("textbox", name="Question*")).to_be_focused()
    page.keyboard.insert_text("May I come alone?")
    let_it_keep(page)
    expect(panel).not_to_contain_text("This answer has no question.")
    expect(panel).to_contain_text("1 thing to look at before it can go on.")
    expect(counter).to_have_text("1")

    panel.get_by_text("Leave it, because …").click()
    panel.get_by_label("Why does it stay?").fill("A first talk is always")
    page.fill("#id_introduction", "For whoever hesitates.")  # the list comes afresh, and the reason is still there
    let_it_keep(page)
    reason = panel.get_by_label("Why does it stay?")
    expect(reason).to_have_value("A first talk is always")
    reason.fill("A first talk is always given, within a week.")
    panel.get_by_role("button", name="Leave it", exact=True).click()
    expect(panel).to_contain_text("Nothing stands in the way.")
    expect(panel).to_contain_text("A first talk is always given, within a week.")
    expect(counter).to_be_hidden()
    let_it_keep(page)
    with in_practice(alder.practice):
        assert CheckDecision.objects.get().by == alder.practitioner
        draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert draft.body[1].value["items"][0].value["question"] == "May I come alone?"
