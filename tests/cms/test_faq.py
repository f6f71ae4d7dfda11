"""Questions and answers: pairs that can not be torn apart, and a bank that is edited once."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from cms.faq.blocks import FaqBlock, pairs_of
from cms.faq.models import FaqEntry
from sites.scoping import in_practice
from tests.building import make_article
from tests.cms.sample_blocks import body_of
from tests.conftest import reader


def faq(*items) -> dict:
    return {"faq": {"title": "Asked often", "items": list(items)}}


def pair(question="May I come alone?", answer="Yes."):
    return {"question": question, "answer": answer}


def block_value(*items, bank=None):
    return body_of([faq(*items)], lambda kind, name: bank)[0].value


# --- pairs ---


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        ([pair()], {}),
        ([pair(question="")], {0: {"question": "Write the question. An answer alone can not be published."}}),
        ([pair(answer="")], {0: {"answer": "Write the answer. A question alone can not be published."}}),
        ([pair(), pair(question="  ")], {1: {"question": "Write the question. An answer alone can not be published."}}),
    ],
)
def test_half_a_pair_is_refused_at_its_own_field(items, wrong):
    found = {}
    try:
        FaqBlock().clean(block_value(*items))
    except StructBlockValidationError as error:
        for index, half in error.block_errors["items"].block_errors.items():
            found[index] = {name: one.messages[0] for name, one in half.block_errors.items()}
    assert found == wrong


def test_half_a_pair_is_not_drawn():
    value = block_value(pair(question=""), pair(answer=""), pair())
    assert [one["question"] for one in pairs_of(FaqBlock().get_prep_value(value))] == ["May I come alone?"]


def test_each_question_has_its_own_address_inside_an_open_able_answer(at_alder):
    page = make_article(blocks=[faq(pair(), pair("How long does it take?", "An hour."))])
    html = reader(at_alder.practice).get(page.url).text
    assert re.findall(r'<div class="answer" id="([^"]+)">', html) == ["may-i-come-alone", "how-long-does-it-take"]
    assert html.count("<details") == 2
    assert html.count('href="#may-i-come-alone"') == 1


# --- the bank ---


@pytest.fixture
def entry(at_alder):
    return FaqEntry.objects.create(question="How long is a session?", answer="<p>Fifty minutes.</p>")


def article_with(entry, title, *others):
    return make_article(title, [faq({"bank": "x"}, *others)], resolve=lambda kind, name: entry)


def read(page, practice) -> str:
    return reader(practice).get(page.url).text


def test_an_entry_is_edited_once_and_changes_everywhere(at_alder, entry):
    pages = [article_with(entry, "One"), article_with(entry, "Two")]
    assert ["Fifty minutes." in read(page, at_alder.practice) for page in pages] == [True, True]
    entry.answer = "<p>An hour.</p>"
    entry.save()
    shown = [("An hour." in html, "Fifty" in html) for html in (read(page, at_alder.practice) for page in pages)]
    assert shown == [(True, False), (True, False)]


def test_a_deleted_entry_leaves_the_other_questions(at_alder, entry):
    page = article_with(entry, "One", pair())
    entry.delete()
    html = read(page, at_alder.practice)
    assert "How long is a session?" not in html
    assert "May I come alone?" in html


def test_a_block_of_nothing_but_deleted_entries_is_not_drawn(at_alder, entry):
    page = article_with(entry, "One")
    entry.delete()
    assert "Asked often" not in read(page, at_alder.practice)


def test_an_entry_of_another_practice_is_not_drawn(alder, birch):
    with in_practice(birch.practice):
        theirs = FaqEntry.objects.create(question="What do they charge?", answer="<p>Their fee.</p>")
    with in_practice(alder.practice):
        page = article_with(theirs, "One", pair())
    html = read(page, alder.practice)
    assert ("Their fee." in html, "May I come alone?" in html) == (False, True)


def refused(**fields) -> dict:
    try:
        FaqEntry(**{"answer": "<p>Yes.</p>", **fields}).full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize("question", ["How long is it", "How long is it.", "Tell me!", "?no"])
def test_a_bank_question_ends_with_a_question_mark(at_alder, question):
    assert refused(question=question) == {"question": ["Write it as a question that ends with a question mark."]}


@pytest.mark.parametrize("question", ["How long is it?", "How long is it? "])
def test_a_question_is_taken(at_alder, question):
    assert refused(question=question) == {}


def test_an_entry_needs_both_halves(at_alder):
    assert set(refused(question="Why?", answer="")) == {"answer"}
    assert "question" in refused(question="")


def test_the_same_question_twice_is_refused_with_advice(alder, birch):
    said = ["This question is in the bank already. Change the entry that is there."]
    with in_practice(alder.practice):
        FaqEntry.objects.create(question="Why?", answer="<p>So.</p>")
        assert [message for messages in refused(question="Why?").values() for message in messages] == said
    with in_practice(birch.practice):
        assert refused(question="Why?") == {}
