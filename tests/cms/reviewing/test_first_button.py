"""Whoever an article waits for finds the decision as the editor's first button, and a way to save without deciding."""

import re

import pytest
from django.urls import reverse

from cms.reviewing import steps
from tests.conftest import signed_in

from .conftest import decide, let_review, submitted
from .test_the_way import in_state

SAVE = "Save draft"
# Who may decide sees the step's word first. The others have what they had.
FIRST = {
    "draft": {"practitioner": SAVE, "editor": SAVE},
    "submitted": {"practitioner": "Take it back", "editor": "Approve and publish"},
    "sent back": {"practitioner": SAVE, "editor": SAVE},
    "in review": {"second_practitioner": "Reviewed: publish", "editor": "Page locked"},
    "live": {"practitioner": SAVE, "editor": SAVE},
}


def buttons_of(person, practice, article) -> list[tuple[str, str]]:
    """The buttons of the editor's last line in their order: the words of each, and whether it decides."""
    page = signed_in(person, practice).get(reverse("wagtailadmin_pages:edit", args=(article.pk,))).text
    footer = page[page.index("<footer") :]
    found = re.findall(r"<button([^>]*)>(.*?)</button>", footer[: footer.index("</footer>")], re.DOTALL)
    return [
        (" ".join(re.sub(r"<[^>]*>", " ", words).split()), "data-workflow-action-name" in tag) for tag, words in found
    ]


@pytest.mark.parametrize("state", FIRST)
def test_which_button_comes_first(state, at_alder, article):
    article = in_state(state, at_alder, article)
    shown = {role: buttons_of(getattr(at_alder, role), at_alder.practice, article) for role in FIRST[state]}
    first = {role: next(words for words, _ in buttons if words) for role, buttons in shown.items()}
    assert first == FIRST[state]


def test_enter_in_a_field_decides_nothing_and_saving_stays_at_hand(at_alder, article):
    """Browsers answer Enter with the form's first button, even where it is hidden."""
    article = submitted(article, at_alder.practitioner)
    buttons = buttons_of(at_alder.editor, at_alder.practice, article)
    assert buttons[:2] == [("", False), ("Approve and publish", True)]
    assert (SAVE, False) in buttons


def test_with_two_steps_the_word_is_approve(at_alder, article):
    let_review(at_alder.second_practitioner, at_alder.practice)
    steps.choose_clinical_review(True)
    article = submitted(article, at_alder.practitioner)
    assert buttons_of(at_alder.editor, at_alder.practice, article)[1] == ("Approve", True)
    article = decide(article, at_alder.editor)
    assert buttons_of(at_alder.second_practitioner, at_alder.practice, article)[1] == ("Reviewed: publish", True)
