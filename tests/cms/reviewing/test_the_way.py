"""Submit, approve, send back, review: who may do what to an article in which state, cell by cell."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState

from cms.articles.gates import CannotGoOn
from cms.reviewing import reviewing, steps
from sites.models import User
from sites.models.approval import AlreadyDecided
from tests.building import make_article
from tests.conftest import signed_in
from tests.isolation import posting

from .conftest import decide, let_review, submitted, yesterday

ROLES = ("practitioner", "second_practitioner", "editor", "owner")
# e edit, s submit, p publish at once, a approve or send back, c correct a slip, k confirm a review, u withdraw.
# The practitioner wrote it. While it is reviewed clinically, the second practitioner reviews.
TABLE = {
    #                 writer  second  editor    owner
    "draft":          ("e s", "",     "e s p",  "e s p"),
    "submitted":      ("",    "",     "e p a",  "e p a"),
    "sent back":      ("e s", "",     "e s p",  "e s p"),
    "live":           ("e s", "",     "e s p c k u", "e s p c k u"),
    "live, changed":  ("e s", "",     "e s p c k u", "e s p c k u"),
    "in review":      ("",    "e a",  "",       "e a"),
    "live, two steps": ("e s", "k",   "e s c k u", "e s c k u"),
}  # fmt: skip


def in_state(state, at, article):
    """The article, brought there by what people do."""
    if state in ("in review", "live, two steps"):
        let_review(at.second_practitioner, at.practice)
        steps.choose_clinical_review(True)
    if state != "draft" and not state.startswith("live"):
        submitted(article, at.practitioner)
    if state == "sent back":
        decide(article, at.editor, "reject", comment="Once more.")
    if state == "in review":
        decide(article, at.editor)
    if state.startswith("live"):
        article.save_revision(user=at.editor).publish()
    if state == "live, changed":
        article.title = "Changed"
        article.save_revision(user=at.practitioner)
    return type(article).objects.get(pk=article.pk)


def actions(person, article) -> str:
    from cms.reviewing.corrections import may_correct

    person = User.objects.get(pk=person.pk)
    may = article.permissions_for_user(person)
    task = article.current_workflow_task
    offered = {name for name, *_ in task.get_actions(article, person)} if task else set()
    edits = may.can_edit() and not may.page_locked()
    found = {
        "e": edits,
        "s": edits and may.can_submit_for_moderation(),
        "p": may.can_publish(),
        "a": {"approve", "reject"} <= offered,
        "c": may_correct(person, article) and not article.workflow_in_progress,
        "k": reviewing.may_confirm(person, article),
        "u": may.can_unpublish(),
    }
    return " ".join(letter for letter in "espacku" if found[letter])


@pytest.mark.parametrize("state", TABLE)
def test_who_may_do_what(state, at_alder, article):
    article = in_state(state, at_alder, article)
    assert {role: actions(getattr(at_alder, role), article) for role in ROLES} == dict(
        zip(ROLES, TABLE[state], strict=True)
    )


@pytest.mark.parametrize("state", TABLE)
def test_people_of_another_practice_may_nothing(state, birch, at_alder, article):
    article = in_state(state, at_alder, article)
    for role in ROLES:
        stranger = getattr(birch, role)
        may = article.permissions_for_user(stranger)
        task = article.current_workflow_task
        assert [may.can_edit(), may.can_publish(), may.can_unpublish()] == [False] * 3
        assert not (task and task.get_actions(article, stranger))
        assert not reviewing.may_confirm(stranger, article)


@pytest.mark.parametrize(("alone", "mine", "hers"), [(False, "e s", "e s p"), (True, "e s p", "e s p")])
def test_nobody_approves_their_own_while_somebody_else_could(alone, mine, hers, at_alder):
    at_alder.practice.approves_own = alone
    at_alder.practice.save()
    own = make_article("Own", live=False, owner=at_alder.editor)
    assert (actions(at_alder.editor, own), actions(at_alder.owner, own)) == (mine, hers)


def test_who_is_alone_publishes_alone(at_alder):
    from sites.models import Membership

    Membership.objects.exclude(user=at_alder.owner).delete()
    assert actions(at_alder.owner, make_article("Own", live=False, owner=at_alder.owner)) == "e s p"


def test_co_authors_do_not_block_each_other(at_alder):
    profiles = [let_review(at_alder.editor, at_alder.practice), let_review(at_alder.owner, at_alder.practice)]
    ours = make_article("Ours", owner=at_alder.editor, authors=profiles)
    assert [actions(person, ours) for person in (at_alder.editor, at_alder.owner)] == ["e s p c k u"] * 2


def test_approved_then_reviewed_then_live(at_alder, article, reviewer):
    submitted(article, at_alder.practitioner)
    assert not decide(article, at_alder.editor).live
    article = decide(article, reviewer.person)
    assert (article.live, article.reviewer, article.reviewed_date is not None) == (True, reviewer.profile, True)
    review = article.reviews.get()
    assert (review.kind, review.by_name, review.credentials) == ("clinical", str(reviewer.person), "MSc Counselling")
    assert article.review_due_date == review.next_due_date > article.reviewed_date


def test_of_two_who_decide_at_once_one_is_told(at_alder, article):
    submitted(article, at_alder.practitioner)
    state = article.current_workflow_task_state
    same = TaskState.objects.get(pk=state.pk).specific
    state.task.specific.on_action(state, at_alder.editor, "approve")
    with pytest.raises(AlreadyDecided):
        same.task.specific.on_action(same, at_alder.owner, "reject", comment="Not yet.")
    assert type(article).objects.get(pk=article.pk).live
    assert TaskState.objects.filter(workflow_state=state.workflow_state).count() == 1


def test_a_credential_that_lapses_in_between_stops_the_review(at_alder, article, reviewer):
    submitted(article, at_alder.practitioner)
    decide(article, at_alder.editor)
    reviewer.credential.expires_date = yesterday()
    reviewer.credential.save()
    with pytest.raises(CannotGoOn, match=r"MSc Counselling.*was valid until"):
        decide(article, reviewer.person)
    article = type(article).objects.get(pk=article.pk)
    assert (article.live, article.reviewer, article.reviews.count()) == (False, None, 0)
    assert article.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_what_an_approver_changed_is_what_is_approved(at_alder, article):
    submitted(article, at_alder.practitioner)
    article.title = "With the editor's comma"
    article.save_revision(user=at_alder.editor)
    assert decide(article, at_alder.editor).title == "With the editor's comma"


def test_nobody_else_decides(at_alder, article):
    submitted(article, at_alder.practitioner)
    task = article.current_workflow_task
    assert task.get_actions(article, at_alder.second_practitioner) == []
    with pytest.raises(PermissionDenied):
        article.current_workflow_state.resume(at_alder.second_practitioner)


def test_who_reads_along_is_told_who_can_take_it_back(at_alder, article):
    """The author has the button; an editor whose step is over has not, and is told whom to ask."""
    let_review(at_alder.second_practitioner, at_alder.practice)
    steps.choose_clinical_review(True)
    submitted(article, at_alder.practitioner)
    decide(article, at_alder.editor)
    url = f"/admin/pages/{article.pk}/edit/"
    told = {
        role: signed_in(getattr(at_alder, role), at_alder.practice).get(url).text for role in ("practitioner", "editor")
    }
    ask = f"ask {at_alder.practitioner} to take it back"
    assert ["choose “Take it back” below" in told[role] for role in told] == [True, False]
    assert [ask in told[role] for role in told] == [False, True]
    assert ['name="action-cancel-workflow"' in told[role] for role in told] == [True, False]


def test_an_author_who_writes_on_while_it_is_read_loses_nothing(at_alder, article):
    """A tab that was open before: the words come back with a sentence, and what is decided on stays as it was."""
    article.save_revision(user=at_alder.practitioner)
    client = signed_in(at_alder.practitioner, at_alder.practice)
    url = f"/admin/pages/{article.pk}/edit/"
    submitted(article, at_alder.practitioner)
    assert "so it cannot be changed just now" in client.get(url).text
    response = client.post(url, posting.article(at_alder, "Written too late", publish=False))
    assert "Written too late" in response.text
    assert "locked" in response.text
    assert type(article).objects.get(pk=article.pk).get_latest_revision_as_object().title == "What one person can begin"


def test_an_editor_who_is_too_late_is_told_and_keeps_the_words(at_alder, article):
    submitted(article, at_alder.practitioner)
    client = signed_in(at_alder.editor, at_alder.practice)
    decide(article, at_alder.owner, "reject", comment="Not yet.")
    sent = posting.article(at_alder, "My own comma", publish=False)
    sent |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    response = client.post(f"/admin/pages/{article.pk}/edit/", sent)
    assert f"{at_alder.owner} sent it back in the meantime." in response.text
    assert "My own comma" in response.text
    assert not type(article).objects.get(pk=article.pk).live


def test_nobody_approves_a_version_they_have_not_seen(at_alder, article):
    opened = submitted(article, at_alder.practitioner).latest_revision
    client = signed_in(at_alder.editor, at_alder.practice)
    article.title = "The owner's words"
    article.save_revision(user=at_alder.owner)
    sent = posting.article(at_alder, "What one person can begin", publish=False, loaded_revision_id=opened.pk)
    sent |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    response = client.post(f"/admin/pages/{article.pk}/edit/", sent)
    assert "saved a newer version" in response.text
    assert not type(article).objects.get(pk=article.pk).live
