"""Letters say that there is something and nothing of what; what is rejected goes at the end of its term."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.comments.deciding import decide
from cms.comments.letters import send_due
from cms.comments.models import CommentSettings, ReaderComment
from cms.comments.purging import purge_due
from sites.audit.models import AuditEntry
from sites.scoping import in_practice
from tests.conftest import signed_in

from .conftest import article_at, choose, send, stored, written

DANGER = "I don't want to be here any more"


@pytest.fixture
def sent(alder, article, django_capture_on_commit_callbacks):
    """Sends a comment and, as after a commit, what follows from it; gives back the new letters."""

    def send_one(text, practice=alder.practice, page=article):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            assert send(practice, page, text=text).status_code == 303
        return mail.outbox[before:]

    return send_one


def test_one_letter_an_hour_says_how_many_wait_and_nothing_of_them(alder, sent):
    first = sent("Very secret words")
    assert {tuple(letter.to) for letter in first} == {(alder.owner.email,), (alder.editor.email,)}
    assert first[0].subject == "1 comment waits at Alder Practice"
    assert "Very secret words" not in str(first[0].message())
    assert f"{alder.practice.admin_url}comments/" in first[0].body
    assert [sent("Two"), sent("Three")] == [[], []]
    send_due()
    assert len(mail.outbox) == 2
    with in_practice(alder.practice):
        CommentSettings.objects.update(letter_due_at=timezone.now(), letter_sent_at=timezone.now() - timedelta(hours=1))
    send_due()
    send_due()
    assert [letter.subject for letter in mail.outbox[2:]] == ["3 comments wait at Alder Practice"] * 2


def test_what_may_be_a_crisis_is_told_at_once_each_time_without_words(alder, sent):
    sent("First")
    for _ in range(2):
        letters = sent(f"{DANGER} {_}")
        assert [letter.subject for letter in letters] == ["A comment needs a look now at Alder Practice"] * 2
        assert "here any more" not in str(letters[0].message())
    assert not any(one.alarm_due_at for one in stored(alder.practice))


def test_nobody_of_another_practice_is_written_to(alder, birch, sent):
    theirs = article_at(birch.practice)
    letters = sent(DANGER, birch.practice, theirs)
    assert {letter.to[0] for letter in letters} == {birch.owner.email, birch.editor.email}


def test_a_letter_that_fails_loses_nothing_and_is_tried_again(alder, sent, settings, caplog):
    working = settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"port": 1}}}
    assert sent(DANGER) == []
    assert "could not be sent" in caplog.text
    (comment,) = stored(alder.practice)
    assert comment.alarm_due_at > timezone.now()
    settings.MAILERS = working
    with in_practice(alder.practice):
        ReaderComment.objects.update(alarm_due_at=timezone.now())
    send_due()
    assert [letter.subject for letter in mail.outbox[:1]] == ["A comment needs a look now at Alder Practice"]


# --- terms ---


def days_on(practice, days: int):
    """As if so many days had gone by since everything was decided."""
    with in_practice(practice):
        for one in ReaderComment.objects.exclude(purge_on=None):
            ReaderComment.objects.filter(pk=one.pk).update(purge_on=one.purge_on - timedelta(days=days))


def test_rejected_comments_and_spam_go_at_the_end_of_the_term_and_nothing_else(alder, birch, article):
    choose(alder.practice, keep_days=10)
    theirs = article_at(birch.practice)
    with in_practice(birch.practice):
        decide(written(theirs, "Theirs"), "reject", by=birch.editor, seen="held")
    with in_practice(alder.practice):
        kept = [written(article, text, state) for text, state in (("H", "held"), ("A", "approved"), ("Heap", "spam"))]
        gone = [written(article, how) for how in ("reject", "spam")]
        for comment in gone:
            decide(comment, comment.text, by=alder.editor, seen="held")
        assert {one.purge_on for one in ReaderComment.objects.filter(pk__in=[one.pk for one in gone])} == {
            datetime.now(UTC).date() + timedelta(days=10)
        }
    days_on(alder.practice, 9)
    assert purge_due() == 0
    days_on(alder.practice, 1)
    assert (purge_due(), purge_due()) == (2, 0)
    assert [one.pk for one in stored(alder.practice)] == [one.pk for one in kept]
    assert len(stored(birch.practice)) == 1
    with in_practice(alder.practice):
        assert AuditEntry.objects.get(action="comment.purged").title == "2 at the end of their term"


def test_what_others_answered_stays_as_an_empty_place(alder, article):
    with in_practice(alder.practice):
        first = written(article, "Was shown", "approved")
        answer = written(article, "Its answer", "approved", parent_id=first.pk)
        decide(first, "reject", by=alder.editor, seen="approved")
    days_on(alder.practice, 30)
    assert purge_due() == 1
    assert [(one.pk, one.name, one.text) for one in stored(alder.practice)] == [
        (first.pk, "", ""),
        (answer.pk, answer.name, "Its answer"),
    ]


def test_a_shorter_term_holds_for_what_is_here_a_longer_one_does_not(alder, article):
    with in_practice(alder.practice):
        decide(written(article), "reject", by=alder.editor, seen="held")
    (before,) = stored(alder.practice)
    owner = signed_in(alder.owner, alder.practice)
    data = {"comments": "on", "close_days": 30, "house_rules": ""}
    for keep_days, moved in ((20, 10), (60, 10), (59, 10), (5, 25)):
        owner.post("/admin/comments/settings/", {**data, "keep_days": keep_days})
        assert stored(alder.practice)[0].purge_on == before.purge_on - timedelta(days=moved)
