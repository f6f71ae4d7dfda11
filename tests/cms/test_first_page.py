"""The admin's first page, and an article that was sent back."""

import re

import pytest

from tests.building import make_article, make_profile
from tests.conftest import signed_in


def steps(person, practice) -> list[str]:
    page = signed_in(person, practice).get("/admin/").text
    return re.findall(
        r'<li><a href="[^"]+">([^<]+)</a></li>', page.partition("To begin with:")[2].partition("</ol>")[0]
    )


def test_a_new_owner_is_told_what_is_still_to_do(at_alder):
    assert steps(at_alder.owner, at_alder.practice) == [
        "Introduce the people of the practice",
        "Write a few words for your home page",
    ]
    make_profile()
    home = at_alder.practice.site.root_page.specific
    home.introduction = "Come in."
    home.save_revision().publish()
    assert steps(at_alder.owner, at_alder.practice) == []


@pytest.mark.parametrize("role", ["editor", "practitioner"])
def test_others_are_not(role, alder):
    assert steps(getattr(alder, role), alder.practice) == []


def test_the_editors_words_stand_above_what_was_sent_back(at_alder):
    article = make_article(live=False, owner=at_alder.practitioner)
    at_alder.practice.workflow.start(article, at_alder.practitioner)
    article.current_workflow_task_state.reject(user=at_alder.editor, comment="Say who this is for.")
    page = signed_in(at_alder.practitioner, at_alder.practice).get(f"/admin/pages/{article.pk}/edit/").text
    assert "Editor Alder sent this back: “Say who this is for.” Mend it, then submit it again." in page
