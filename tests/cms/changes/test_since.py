"""Which version counts as the last approved one."""

import pytest

from cms.articles.models import ArticlePage
from cms.changes.since import last_approval
from cms.changes.waiting import NOT_YET, what_waits
from tests.building import make_article


@pytest.fixture
def article(at_alder):
    return make_article(live=False)


def edited(article, user, **fields):
    page = article.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def test_nobody_has_decided_yet(article, alder):
    alder.practice.workflow.start(article, alder.practitioner)
    assert last_approval(fresh(article)) is None
    assert what_waits(fresh(article)) == NOT_YET


def test_what_is_live_counts(article, alder):
    first = edited(article, alder.practitioner)
    first.publish(user=alder.editor)
    edited(article, alder.practitioner, title="Another")
    approval = last_approval(fresh(article))
    assert (approval.revision, approval.words) == (first, "went live")
    assert what_waits(fresh(article)) == ""  # it was not submitted


def test_what_was_live_and_was_withdrawn(article, alder):
    first = edited(article, alder.practitioner)
    first.publish(user=alder.editor)
    fresh(article).unpublish(user=alder.editor)
    assert last_approval(fresh(article)).revision == first


def test_what_was_sent_back(article, alder):
    page = fresh(article)
    first = edited(article, alder.practitioner)
    alder.practice.workflow.start(page, alder.practitioner)
    fresh(article).current_workflow_state.current_task_state.specific.reject(user=alder.editor, comment="Mend it.")
    edited(article, alder.practitioner, title="Mended", introduction="Mended too.")
    fresh(article).current_workflow_state.resume(user=alder.practitioner)
    approval = last_approval(fresh(article))
    assert (approval.revision, approval.words) == (first, "was sent back")
    assert what_waits(fresh(article)) == "Since it was sent back last: title and introduction changed."
