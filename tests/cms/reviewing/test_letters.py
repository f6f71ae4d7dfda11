"""Letters about an article's way: to the right people, once."""

import pytest
from django.core import mail

from sites.models import Membership
from tests.building import make_article

from .conftest import decide, submitted, yesterday


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Do something, and get (to, subject) of the letters that went out for it."""

    def after(function, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            function(*args, **kwargs)
        return sorted((letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox)

    return after


def test_submitting_asks_everybody_who_may_approve(at_alder, article, letters):
    asked = letters(submitted, article, at_alder.practitioner)
    assert asked == [(who, "“What one person can begin” waits for you") for who in ("editor", "owner")]
    assert all("http://alder.anteroom.localhost/admin/pages/" in letter.body for letter in mail.outbox)


def test_who_wrote_or_submits_it_is_not_asked(at_alder, letters):
    article = make_article("Own", live=False, owner=at_alder.editor)
    assert letters(submitted, article, at_alder.editor) == [("owner", "“Own” waits for you")]


def test_whom_the_owner_does_not_want_asked_is_not(at_alder, article, letters):
    Membership.objects.filter(user=at_alder.owner).update(approves=False)
    assert [who for who, _ in letters(submitted, article, at_alder.practitioner)] == ["editor"]


def test_sent_back_and_approved_are_told_to_the_writer_once(at_alder, article, letters):
    submitted(article, at_alder.practitioner)
    back = letters(decide, article, at_alder.editor, "reject", comment="The second part needs a source.")
    assert back == [("practitioner", "“What one person can begin” was sent back")]
    assert "The second part needs a source." in mail.outbox[0].body
    article.current_workflow_state.resume(at_alder.practitioner)
    assert letters(decide, article, at_alder.editor) == [("practitioner", "“What one person can begin” is live")]


def test_clinical_review_asks_the_reviewers(at_alder, article, reviewer, letters):
    submitted(article, at_alder.practitioner)
    assert letters(decide, article, at_alder.editor) == [
        ("second_practitioner", "“What one person can begin” waits for you")
    ]


def test_the_owner_hears_that_nobody_can_review(at_alder, article, reviewer, letters):
    Membership.objects.filter(user=reviewer.person).update(reviews=False)
    at_alder.owner.__dict__.pop("_memberships_seen", None)
    submitted(article, at_alder.practitioner)
    assert [who for who, _ in letters(decide, article, at_alder.editor)] == ["owner"]
    assert "nobody there can take it today" in mail.outbox[0].body


def test_a_letter_that_fails_keeps_nothing_back(at_alder, article, letters, settings, caplog):
    settings.MAILERS = {"default": {"BACKEND": "tests.cms.reviewing.broken_mail.EmailBackend"}}
    submitted(article, at_alder.practitioner)
    assert decide(article, at_alder.editor).live


def test_the_owner_hears_it_too_when_the_last_credential_has_lapsed(at_alder, article, reviewer, letters):
    reviewer.credential.expires_date = yesterday()
    reviewer.credential.save()
    submitted(article, at_alder.practitioner)
    assert [who for who, _ in letters(decide, article, at_alder.editor)] == ["owner"]
