"""Whoever an article waits for sees what changed, its story and the article check; nobody else gains by it."""

import pytest
from django.urls import reverse

from cms.reviewing import steps
from sites.scoping import in_practice
from tests.building import make_article
from tests.cms.reviewing.conftest import decide, let_review, submitted
from tests.conftest import signed_in

SCREENS = ("page_changes", "page_story", "article_check")
# The practitioner wrote it, the second practitioner reviews. 302: led away with "you may not".
TABLE = {
    #            writer reviewer editor owner
    "draft":     (200,  302,     200,   200),
    "submitted": (200,  302,     200,   200),
    "in review": (200,  200,     200,   200),
    "reviewed":  (200,  302,     200,   200),
}  # fmt: skip
ROLES = ("practitioner", "second_practitioner", "editor", "owner")


def article_in(state, side):
    with in_practice(side.practice):
        let_review(side.second_practitioner, side.practice)
        steps.choose_clinical_review(True)
        article = make_article("Sleep", live=False, owner=side.practitioner)
        if state != "draft":
            submitted(article, side.practitioner)
        if state in ("in review", "reviewed"):
            decide(article, side.editor)
        if state == "reviewed":
            decide(article, side.second_practitioner)
        return type(article).objects.get(pk=article.pk)


@pytest.mark.parametrize("state", TABLE)
def test_who_sees_it_in_which_state(state, alder):
    article = article_in(state, alder)
    for role, status in zip(ROLES, TABLE[state], strict=True):
        client = signed_in(getattr(alder, role), alder.practice)
        found = {name: client.get(reverse(name, args=(article.pk,))).status_code for name in SCREENS}
        assert found == dict.fromkeys(SCREENS, status), role


def test_what_waits_at_another_practice_is_as_missing_as_none(alder, birch):
    article_in("in review", alder)
    foreign = article_in("in review", birch)
    client = signed_in(alder.second_practitioner, alder.practice)
    for name in SCREENS:
        answers = [client.get(reverse(name, args=(pk,))) for pk in (foreign.pk, 999_999)]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert answers[0].content == answers[1].content


def test_who_reviews_reads_above_the_article_that_all_of_it_is_new(alder):
    """The editors' approval of a moment ago is no version that the reviewer has seen."""
    edit = reverse("wagtailadmin_pages:edit", args=(article_in("in review", alder).pk,))
    said = "This has not been approved before: all of it is new."
    assert said in signed_in(alder.second_practitioner, alder.practice).get(edit).text
    assert said not in signed_in(alder.editor, alder.practice).get(edit).text


def test_who_decides_is_led_back_to_the_decision(alder):
    article = article_in("submitted", alder)
    changes, edit = reverse("page_changes", args=(article.pk,)), reverse("wagtailadmin_pages:edit", args=(article.pk,))
    back = f'<a class="button" href="{edit}">Back to the article, to decide</a>'
    assert back in signed_in(alder.editor, alder.practice).get(changes).text
    assert back not in signed_in(alder.practitioner, alder.practice).get(changes).text
