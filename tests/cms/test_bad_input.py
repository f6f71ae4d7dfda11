"""Bad input in the editor: each gets a message at its field, and nothing that was typed is lost."""

import html
import json

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.blocks.text import MOST_CHARACTERS
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import signed_in

TYPED = "A sentence that must not be lost."
PARAGRAPH = ("paragraph", rich_text(f"<p>{TYPED}</p>"))


@pytest.fixture
def write(alder):
    """Sends a new article as the editor would from the browser; gives the answer."""
    with in_practice(alder.practice):
        index = BasePage.objects.type(ArticleIndexPage).get()
    browser = signed_in(alder.editor, alder.practice)
    alder.practice.approves_own = True
    alder.practice.save()

    def send(*blocks, publish=True, **fields):
        typed = {
            "title": "A title that stays",
            "slug": "a-title-that-stays",
            "introduction": "An introduction that stays.",
            "body": streamfield([PARAGRAPH, *blocks]),
            "authors": inline_formset([]),
            "comments": inline_formset([]),
            "contents": "auto",
            "safety": "topics",
            "written_with": "Somebody who stays",
            **fields,
        }
        action = {"action-publish": "action-publish"} if publish else {}
        return browser.post(f"/admin/pages/add/articles/articlepage/{index.pk}/", nested_form_data(typed) | action)

    return send


def articles(at) -> list[tuple[str, bool]]:
    with in_practice(at.practice):
        return list(ArticlePage.objects.values_list("title", "live"))


def messages(error) -> dict | list | str:
    """What a StreamField's error says, by the way to the field: block number, field, item number…"""
    block_errors = getattr(error, "block_errors", None)
    if not block_errors:
        return error.messages[0]
    numbered = block_errors.items() if isinstance(block_errors, dict) else enumerate(block_errors)
    return {place: messages(inner) for place, inner in numbered if inner}


def assert_refused_at(response, way_to_message: dict, *typed: str):
    """The message stands at its place in the body, it is drawn, and everything typed is there again."""
    assert response.status_code == 200
    (error,) = response.context["form"].errors["body"].as_data()
    assert messages(error) == way_to_message
    drawn = html.unescape(response.text)
    stays = ("A title that stays", "a-title-that-stays", "An introduction that stays.", "Somebody who stays", TYPED)
    assert [words for words in (*stays, *typed) if words not in drawn] == []
    assert json.dumps(innermost(way_to_message))[1:-1] in drawn


def innermost(way) -> str:
    while isinstance(way, dict):
        (way,) = way.values()
    return way


def faq(question: str, answer: str) -> tuple:
    pair = {"question": question, "answer": rich_text(f"<p>{answer}</p>" if answer else "")}
    return ("faq", {"title": "Asked often", "items": streamfield([("pair", pair)])})


NO_QUESTION = "Write the question. An answer alone can not be published."
NO_ANSWER = "Write the answer. A question alone can not be published."
NO_BASIS = "Say what this story is based on. Readers always see it."


@pytest.mark.parametrize(
    ("question", "answer", "at", "message", "stays"),
    [
        ("", "An answer that stays.", "question", NO_QUESTION, "An answer that stays."),
        ("Does this stay?", "", "answer", NO_ANSWER, "Does this stay?"),
        ("Does this stay?", "   ", "answer", NO_ANSWER, "Does this stay?"),
    ],
)
def test_half_a_pair_is_not_published_and_is_kept_as_a_draft(alder, write, question, answer, at, message, stays):
    response = write(faq(question, answer))
    assert_refused_at(response, {1: {"items": {0: {at: message}}}}, stays)
    assert articles(alder) == []
    assert write(faq(question, answer), publish=False).status_code == 302
    assert articles(alder) == [("A title that stays", False)]


def test_a_vignette_without_basis(alder, write):
    vignette = ("vignette", {"basis": "", "title": "Two cups", "text": rich_text("<p>They had stopped.</p>")})
    assert_refused_at(write(vignette), {1: {"basis": NO_BASIS}}, "Two cups", "They had stopped.")
    assert articles(alder) == []
    assert write(vignette, publish=False).status_code == 302
    assert articles(alder) == [("A title that stays", False)]


def test_a_heading_that_skips_a_level(alder, write):
    heading = ("heading", {"text": "Too deep", "level": "4", "anchor": ""})
    said = (
        "This heading skips a level: after level 1 comes at most level 2. "
        "Choose a higher level here, or put a heading of level 2 before it."
    )
    assert_refused_at(write(heading), {1: {"level": said}}, "Too deep")
    assert articles(alder) == []


@pytest.mark.parametrize("publish", [True, False])
@pytest.mark.parametrize("level", ["9", "two", "<script>"])
def test_a_level_that_does_not_exist(alder, write, level, publish):
    response = write(("heading", {"text": "Odd", "level": level, "anchor": ""}), publish=publish)
    said = f"Select a valid choice. {level} is not one of the available choices."
    assert_refused_at(response, {1: {"level": said}}, "Odd")


def test_a_draft_may_lack_the_level(alder, write):
    assert write(("heading", {"text": "Odd", "level": "", "anchor": ""}), publish=False).status_code == 302
    assert articles(alder) == [("A title that stays", False)]


@pytest.mark.parametrize("publish", [True, False])
def test_two_megabytes_in_one_paragraph(alder, write, publish):
    pasted = "All of it. " * 190_000
    response = write(("paragraph", rich_text(f"<p>{pasted.strip()}</p>")), publish=publish)
    length = len(f'<p data-block-key="xxxxx">{pasted.strip()}</p>')
    said = (
        f"This text has {length:,} characters; {MOST_CHARACTERS:,} is the most for one block. "
        "Split it into several paragraphs with headings between them."
    )
    assert_refused_at(response, {1: said}, pasted.strip())
    assert articles(alder) == []


def test_a_slug_that_is_taken(alder, birch, write):
    with in_practice(birch.practice):
        make_article("Theirs", slug="a-title-that-stays")
    with in_practice(alder.practice):
        make_article("First come", slug="taken")
    response = write(slug="taken")
    said = "The slug 'taken' is already in use within the parent page."
    assert response.context["form"].errors == {"slug": [said]}
    drawn = html.unescape(response.text)
    assert [words for words in (said, "A title that stays", 'value="taken"', TYPED) if words not in drawn] == []
    assert articles(alder) == [("First come", True)]
    assert write().status_code == 302  # Birch has this one; here it is free


def test_an_article_without_a_title(alder, write):
    response = write(title="")
    assert response.context["form"].errors == {"title": ["This field is required."]}
    assert TYPED in html.unescape(response.text)


def test_a_chosen_offer_that_is_not_chosen(alder, write):
    call = ("call_to_action", {"which": "chosen", "offer": "", "heading": "Come by", "text": "", "button": ""})
    said = "Choose an offer, or take the practice's default above."
    assert_refused_at(write(call), {1: {"offer": said}}, "Come by")


def test_one_mistake_does_not_hide_another(write):
    response = write(faq("", "An answer."), ("heading", {"text": "", "level": "2", "anchor": "No Anchor!"}))
    (error,) = response.context["form"].errors["body"].as_data()
    assert messages(error) == {
        1: {"items": {0: {"question": NO_QUESTION}}},
        2: {
            "text": "This field is required.",
            "anchor": "Use small letters, digits and hyphens, for example “first-steps”.",
        },
    }
