"""An article of the practitioner's, and people who may review it."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.people.models import Credential
from cms.reviewing import steps
from sites.models import Membership
from sites.scoping import in_practice
from tests.building import make_article, make_profile


@pytest.fixture
def article(at_alder):
    """A draft of the practitioner's."""
    return make_article("What one person can begin", live=False, owner=at_alder.practitioner)


def submitted(article, by):
    """The article, sent to the editors."""
    article.save_revision(user=by)
    article.practice.workflow.start(article, by)
    return type(article).objects.get(pk=article.pk)


def decide(article, person, action="approve", **words):
    """What Wagtail's views do with a decision, whichever window it came from."""
    state = type(article).objects.get(pk=article.pk).current_workflow_task_state
    state.task.specific.on_action(state, person, action, **words)
    return type(article).objects.get(pk=article.pk)


def let_review(person, practice, title="MSc Counselling", until: datetime.date | None = None):
    """An owner lets the person review, and their profile shows a credential."""
    with in_practice(practice):
        Membership.objects.filter(user=person).update(reviews=True)
        profile = make_profile(f"{person}", person=person)
        profile.credentials = [Credential(title=title, expires_date=until)]
        profile.save()
    person.__dict__.pop("_memberships_seen", None)
    return profile


@pytest.fixture
def reviewer(at_alder):
    """The second practitioner, who may review; with the step of clinical review taken in."""
    person = at_alder.second_practitioner
    profile = let_review(person, at_alder.practice)
    steps.choose_clinical_review(True)
    return SimpleNamespace(person=person, profile=profile, credential=profile.credentials.get())


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)
