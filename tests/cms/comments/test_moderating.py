"""Who decides what about a comment in which state; of two who decide at once one does; the other's is as not there."""

import pytest

from cms.comments import persons
from cms.comments.deciding import DecidedMeanwhile, decide
from cms.comments.models import ReaderComment
from sites.audit.models import AuditEntry
from sites.scoping import in_practice
from tests.conftest import reader, signed_in

from .conftest import article_at, stored, written

LIST = "/admin/comments/"
STATES = ("held", "approved", "rejected", "spam", "erased")
MOVES = {"approve": "approved", "reject": "rejected", "spam": "spam", "hold": "held"}
MODERATORS = ("owner", "editor")


def press(somebody, comment, how, seen=None, **more):
    return somebody.post(f"{LIST}{comment.pk}/decide/", {"how": how, "seen": seen or comment.state, **more})


def state_of(comment) -> str:
    with in_practice(comment.practice):
        return ReaderComment.objects.get(pk=comment.pk).state


def test_another_practices_comment_is_as_one_that_is_not_there(alder, birch):
    theirs = article_at(birch.practice)
    with in_practice(birch.practice):
        foreign = written(theirs, "Zanzibar", name="Zanzibar Wren")
    owner = signed_in(alder.owner, alder.practice)
    for path in ("decide/", "shorten/", "reply/"):
        data = {"how": "approve", "seen": "held", "text": "x", "understood": "on", "sure": "yes", "name": "x"}
        answers = [owner.post(f"{LIST}{pk}/{path}", data) for pk in (foreign.pk, 7_654_321)]
        assert [answer.status_code for answer in answers] == [404, 404]
    owner.post(f"{LIST}bulk/", {"how": "approve", "comment": [f"{foreign.pk}:held"]})
    owner.post(f"{LIST}person/erase/", {"comment": [foreign.pk], "sure": "yes"})
    assert "Zanzibar" not in owner.post(f"{LIST}person/export/", {"comment": [foreign.pk]}).text
    assert owner.post(f"{LIST}person/", {"name": "Zanzibar Wren"}).context["found"] == []
    assert "Zanzibar" not in owner.get(LIST).text + owner.get(f"{LIST}?one={foreign.pk}").text
    assert state_of(foreign) == "held"


@pytest.mark.parametrize("role", [*MODERATORS, "practitioner", "anybody"])
def test_who_may_do_what_with_a_comment_in_which_state(alder, article, role):
    somebody = reader(alder.practice) if role == "anybody" else signed_in(getattr(alder, role), alder.practice)
    with in_practice(alder.practice):
        cells = {(state, how): written(article, state=state) for state in STATES for how in MOVES}
    for (state, how), comment in cells.items():
        assert press(somebody, comment, how, state).status_code == 302  # on to the list, or to signing in
    found = {cell: state_of(comment) for cell, comment in cells.items()}
    works = role in MODERATORS
    assert found == {(state, how): MOVES[how] if works and state != "erased" else state for state, how in cells}


def test_a_decision_is_shown_logged_without_words_and_can_be_changed(alder, article):
    with in_practice(alder.practice):
        comment = written(article, "Secret words of mine")
    editor = signed_in(alder.editor, alder.practice)
    press(editor, comment, "approve")
    page = reader(alder.practice).get(article.url).text
    assert ("1 comment</h2>" in page, "Secret words of mine" in page) == (True, True)
    press(editor, comment, "reject", "approved", reason="It is not about the article", own_reason="")
    assert "Secret words of mine" not in reader(alder.practice).get(article.url).text
    with in_practice(alder.practice):
        rejected = ReaderComment.objects.get()
        entries = AuditEntry.objects.filter(action__startswith="comment.").order_by("pk")
        assert list(entries.values_list("action", flat=True)) == ["comment.approved", "comment.rejected"]
        assert "Secret words" not in str(list(entries.values()))
    assert (rejected.reason, rejected.decided_by) == ("It is not about the article", alder.editor)
    assert rejected.purge_on is not None


def test_two_editors_who_decide_at_once(alder, article):
    with in_practice(alder.practice):
        comment = written(article)
    editor, owner = (signed_in(person, alder.practice) for person in (alder.editor, alder.owner))
    press(editor, comment, "approve")
    answer = owner.post(f"{LIST}{comment.pk}/decide/", {"how": "reject", "seen": "held"}, follow=True)
    assert "Editor Alder approved it before you." in answer.text
    assert state_of(comment) == "approved"


def test_erased_while_it_is_being_approved(alder, article):
    with in_practice(alder.practice):
        comment, child = written(article, "Gone"), None
        child = written(article, "An answer", "approved", parent_id=comment.pk)
        persons.erase(ReaderComment.objects.filter(pk=comment.pk), by=alder.owner)
        with pytest.raises(DecidedMeanwhile, match="erased at its writer's request meanwhile"):
            decide(comment, "approve", by=alder.editor, seen="held")
    assert (state_of(comment), state_of(child)) == ("erased", "approved")
    page = reader(alder.practice).get(article.url).text
    assert ("Gone" in page, page.count("An answer"), "1 comment</h2>" in page) == (False, 1, True)


def test_approved_twice_is_shown_once(alder, article):
    with in_practice(alder.practice):
        comment = written(article)
        decide(comment, "approve", by=alder.editor, seen="held")
        with pytest.raises(DecidedMeanwhile):
            decide(comment, "approve", by=alder.owner, seen="held")
        assert AuditEntry.objects.filter(action="comment.approved").count() == 1
    assert reader(alder.practice).get(article.url).text.count('class="comment-text"') == 1


def test_several_at_once_and_one_of_them_was_decided_meanwhile(alder, article):
    with in_practice(alder.practice):
        made = [written(article, f"Number {number}") for number in range(3)]
        decide(made[1], "spam", by=alder.owner, seen="held")
    data = {"how": "approve", "comment": [f"{one.pk}:held" for one in made] + ["nonsense", "99999:held"]}
    page = signed_in(alder.editor, alder.practice).post(f"{LIST}bulk/", data, follow=True).text
    assert "2 comments are approved." in page
    assert "Owner Alder marked it as spam before you." in page
    assert [one.state for one in stored(alder.practice)] == ["approved", "spam", "approved"]


def test_the_queue_has_what_may_be_a_crisis_first_then_the_oldest_with_reasons(alder, article):
    with in_practice(alder.practice):
        for text in ("First", "Second, mail me at wren@nest.example", "I want to die"):
            written(article, text)
    page = signed_in(alder.editor, alder.practice).get(LIST)
    assert [one.text for one in page.context["page"]][:2] == ["I want to die", "First"]
    assert "<b>Contact data:</b> “wren@nest.example”" in page.text
    assert "Comments (3)" in page.text


def test_a_practitioner_sees_what_is_approved_below_their_own_articles_and_nothing_else(alder, article):
    own = article_at(alder.practice, "Mine", owner=alder.practitioner)
    with in_practice(alder.practice):
        shown, held = written(own, "Shown to me", "approved"), written(own, "Held from me")
        others = written(article, "Of others", "approved")
    practitioner = signed_in(alder.practitioner, alder.practice)
    for query in ("", "?state=held", f"?one={held.pk}"):
        page = practitioner.get(f"{LIST}{query}").text
        assert ("Held from me" in page, "Of others" in page) == (False, False)
    assert "Shown to me" in practitioner.get(LIST).text
    data = {"text": "Thank you for reading.", "understood": "on"}
    assert practitioner.post(f"{LIST}{others.pk}/reply/", data).status_code == 302
    assert practitioner.post(f"{LIST}{held.pk}/reply/", data).status_code == 404
    practitioner.post(f"{LIST}{shown.pk}/reply/", data)
    (answer,) = [one for one in stored(alder.practice) if one.is_by_practice]
    assert (answer.state, answer.parent_id, answer.name) == ("held", shown.pk, "Alder Practice")
