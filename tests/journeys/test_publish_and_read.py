"""The whole main job: a practitioner writes, an editor approves, a reader reads and finds a way to book."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import expect

from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article, make_profile

from .walking import add_block, choose_in_window, let_it_keep, press_action, sign_in, write

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "articles" / "003.txt"
OWN_TITLE = "What one person can begin"
OWN_TEXT = [
    ("Before you ask again", 5),
    ("What you can change alone", 5),
    ("When to stop waiting", 4),
]
OWN_PARAGRAPH = (
    "It is easier to begin with a sentence about yourself than with one about the other person. You might say what "
    "you miss, and then stop, and let it stand for a while. Nobody has to answer at once, and a slow answer is often "
    "the more honest one."
)


def own_text() -> tuple[str, list[tuple[str, list[str]]]]:
    """A title, and sections of a heading and its paragraphs."""
    return OWN_TITLE, [(heading, [OWN_PARAGRAPH] * count) for heading, count in OWN_TEXT]


def sample_text() -> tuple[str, list[tuple[str, list[str]]]]:
    """The same from the long sample article, which stands beside the project and not in it."""
    if not SAMPLE.exists():
        pytest.skip("the sample articles are not on this machine")
    lines = [line.strip() for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    sections = [("", [])]
    for line in lines[1:]:
        is_heading = len(line) < 90 and line[-1] not in '.?!”"'
        sections.append((line, [])) if is_heading else sections[-1][1].append(line)
    return lines[0], sections


@pytest.mark.parametrize("text", [own_text, pytest.param(sample_text, marks=pytest.mark.thorough)])
def test_a_practitioner_writes_an_editor_approves_a_reader_reads(site, somebody, alder, birch, text):
    with in_practice(alder.practice):
        make_article("An older article", [{"paragraph": "It was here before."}])
        make_profile("Pat Alder", person=alder.practitioner)
    title, sections = text()
    writer = somebody()
    _write_the_article(writer, alder, title, sections)

    with in_practice(alder.practice):
        article = ArticlePage.objects.get(title=title)
        path = article.url
        assert not article.live
        assert article.current_workflow_state is not None
    reader = somebody()
    assert reader.goto(alder.practice.base_url + path).status == 404

    letter = next(letter for letter in mail.outbox if letter.to == [alder.editor.email])
    assert title in letter.subject + letter.body
    _approve(somebody(), alder, letter)

    _read(reader, alder, title, sections)
    assert reader.goto(birch.practice.base_url + path).status == 404
    for page in ("/", "/articles/"):
        reader.goto(birch.practice.base_url + page)
        assert title not in reader.content()


def _write_the_article(page, alder, title, sections):
    sign_in(page, alder.practice, alder.practitioner)
    page.get_by_role("link", name="Write an article").click()
    page.fill("#id_title", title)
    page.fill("#id_introduction", "For whoever is waiting for somebody else to be ready.")
    for heading, paragraphs in sections:
        if heading:
            block = add_block(page, "Heading")
            block.locator("input[type=text]").first.fill(heading)
        if paragraphs:
            write(page, add_block(page, "Paragraph"), "\n".join(paragraphs))
    _write_a_list(page)
    _write_questions(page)
    related = add_block(page, "Related articles")
    related.get_by_role("button", name="Add").first.click()
    related.get_by_role("button", name=re.compile("Choose a page|Choose an article", re.I)).first.click()
    choose_in_window(page, "An older article")
    add_block(page, "Call to action")
    _answer_what_the_check_asks(page)
    press_action(page, "^Submit to")
    expect(page.locator(".messages .success")).to_contain_text(title)


def _answer_what_the_check_asks(page):
    """Claims without a source may stay, with a reason; an article that asks nothing has nothing to answer."""
    let_it_keep(page)
    page.get_by_role("button", name="Toggle article check").click()
    panel = page.locator('[data-side-panel="article-check"]')
    asked = panel.get_by_text("Leave it, because …")
    while number := asked.count():
        asked.first.click()
        panel.get_by_label("Why does it stay?").first.fill("It is what we were taught, and we say so.")
        panel.get_by_role("button", name="Leave it", exact=True).first.click()
        expect(asked).to_have_count(number - 1)
    page.get_by_role("button", name="Toggle article check").click()


def _write_a_list(page):
    block = add_block(page, "Paragraph")
    write(page, block, "What helps")
    page.keyboard.press("Enter")
    page.keyboard.type("- ")  # what people type for a list
    page.keyboard.insert_text("A quiet hour")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("One sentence at a time")


def _write_questions(page):
    block = add_block(page, "Questions and answers")
    pairs = block.locator("[data-streamfield-stream-container] > [data-streamfield-child]")
    for number, word in enumerate(("first", "second", "third")):
        if number:
            block.locator('button[title="Insert a block"]').last.click()
            page.get_by_role("option", name="Written here").click()
        pair = pairs.nth(number)
        pair.locator("input[type=text]").first.fill(f"Is this the {word} question?")
        write(page, pair, f"Yes, this is the {word} answer.")


def _approve(page, alder, letter):
    sign_in(page, alder.practice, alder.editor)
    link = re.search(r"http://\S+/admin/pages/\d+/edit/", letter.body).group()
    page.goto(link)
    page.get_by_role("button", name="Approve and publish", exact=True).click()
    page.locator(".messages .success").wait_for()


def _read(page, alder, title, sections):
    page.goto(alder.practice.base_url + "/")
    expect(page.get_by_role("link", name=title).first).to_be_visible()
    page.goto(alder.practice.base_url + "/articles/")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("article, main").first).to_contain_text(sections[-1][1][-1][:60])
    headings = [heading for heading, _ in sections if heading]
    if sum(len(text.split()) for _, paragraphs in sections for text in paragraphs) >= 1200:
        contents = page.get_by_role("navigation", name=re.compile("contents|on this page", re.I)).first
        assert contents.get_by_role("link").count() == len(headings)
    expect(page.locator("li", has_text="A quiet hour").first).to_be_visible()
    answer = page.get_by_text("Yes, this is the second answer.")
    expect(answer).to_be_hidden()
    page.locator("summary", has_text="Is this the second question?").click()
    expect(answer).to_be_visible()
    article_url = page.url
    page.locator("main").get_by_role("link", name="An older article").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("An older article")
    page.goto(article_url)
    page.locator('main a[href^="/book/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A first conversation")
    expect(page.locator('main a[href^="tel:+441632960001"]').first).to_be_visible()
