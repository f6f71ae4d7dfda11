"""Letters say only that there is a request; one that cannot be sent is tried again, shown, and never loses anything."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import TestCase
from django.utils import timezone

from cms.booking_requests.letters import MOST_FAILURES, NO_RECIPIENT, WAITS, in_words, send_due, send_letter
from cms.booking_requests.models import Letter, RequestSettings
from sites.models import Membership
from sites.periodic import run_round
from sites.scoping import in_practice

from .conftest import CONTACT, NAME, send, stored


def letters(practice) -> list[Letter]:
    with in_practice(practice):
        return list(Letter.objects.select_related("recipient"))


class Down(EmailBackend):
    """A mail server that is not there, as Django's own backend meets it."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def mail_is_down(settings):
    def down(is_down=True):
        backend = f"{__name__}.Down" if is_down else "django.core.mail.backends.locmem.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend}}

    down()
    return down


def let_time_pass(practice, **much):
    with in_practice(practice):
        for letter in Letter.objects.all():
            Letter.objects.filter(pk=letter.pk).update(next_try_at=letter.next_try_at - timedelta(**much))


def test_the_letter_says_that_there_is_one_and_nothing_more(received, alder):
    (letter,) = mail.outbox
    assert letter.to == ["owner@alder.example"]
    assert letter.subject == "A booking request at Alder Practice"
    page = f"http://alder.anteroom.localhost/admin/booking-requests/{received.request.pk}/"
    assert letter.body.startswith("Somebody has asked for a time at Alder Practice.\n")
    assert f"answer it here, after signing in:\n{page}\n" in letter.body
    whole = str(letter.message())
    assert [word for word in (NAME, CONTACT, "14:30", "first talk", "A first") if word in whole] == []
    (row,) = letters(alder.practice)
    assert (row.tries, row.last_error, row.sent_at is not None) == (1, "", True)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("all", {"owner@alder.example", "practitioner@alder.example"}),
        ("owners", {"owner@alder.example"}),
        ("nobody", set()),
    ],
)
def test_who_may_read_requests_gets_one_as_the_practice_chose(alder, birch, offer, chosen, expected):
    for side in (alder, birch):
        with in_practice(side.practice):
            place = Membership.objects.get(user=side.practitioner)
            place.answers_requests = True
            place.save()
            RequestSettings.objects.create(letters_to=chosen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        send(alder.practice, offer)
    assert {letter.to[0] for letter in mail.outbox} == expected


def test_with_the_mail_server_down_the_reader_is_thanked_and_the_letter_waits(alder, offer, mail_is_down):
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert send(alder.practice, offer).status_code == 303
    assert len(stored(alder.practice)) == 1
    (letter,) = letters(alder.practice)
    assert (letter.sent_at, letter.tries, letter.last_error) == (None, 1, "The mail server did not answer.")
    assert timedelta(seconds=50) < letter.next_try_at - timezone.now() <= timedelta(minutes=1)
    send_due()
    assert letters(alder.practice)[0].tries == 1  # not before its time
    let_time_pass(alder.practice, minutes=1)
    mail_is_down(False)
    run_round()
    (letter,) = letters(alder.practice)
    assert (letter.tries, letter.last_error, len(mail.outbox)) == (2, "", 1)


def test_it_is_tried_for_a_day_and_then_given_up_and_the_request_stays(alder, offer, mail_is_down):
    with TestCase.captureOnCommitCallbacks(execute=True):
        send(alder.practice, offer)
    waited = []
    while letters(alder.practice)[0].given_up_at is None:
        waited.append(round((letters(alder.practice)[0].next_try_at - timezone.now()).total_seconds() / 60))
        let_time_pass(alder.practice, days=1)
        send_due()
    assert waited == list(WAITS)
    assert 23 <= sum(WAITS) / 60 <= 24
    send_due()
    assert (letters(alder.practice)[0].tries, len(stored(alder.practice))) == (len(WAITS) + 1, 1)


def test_while_mail_does_not_work_neither_readers_nor_the_round_wait_for_each_letter(alder, offer, mail_is_down):
    with in_practice(alder.practice):
        Membership.objects.update(answers_requests=True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        send(alder.practice, offer)
    assert sorted(letter.tries for letter in letters(alder.practice)) == [0, 0, 0, 1]
    let_time_pass(alder.practice, minutes=2)
    send_due()
    assert sum(letter.tries for letter in letters(alder.practice)) == 1 + MOST_FAILURES
    mail_is_down(False)
    let_time_pass(alder.practice, minutes=6)
    send_due()
    assert len(mail.outbox) == 4


def test_a_letter_that_somebody_is_at_is_left_alone_and_taken_up_when_they_have_died(received, alder):
    with in_practice(alder.practice):
        Letter.objects.update(sent_at=None, next_try_at=timezone.now() + timedelta(minutes=15))
        send_letter(letters(alder.practice)[0].pk)
    assert len(mail.outbox) == 1
    let_time_pass(alder.practice, minutes=16)
    send_due()
    send_due()
    assert len(mail.outbox) == 2


def test_whoever_may_not_read_requests_any_more_gets_no_letter(alder, offer, mail_is_down):
    with TestCase.captureOnCommitCallbacks(execute=True):
        send(alder.practice, offer)
    mail_is_down(False)
    with in_practice(alder.practice):
        Membership.objects.filter(user=alder.owner).update(role="editor")
    let_time_pass(alder.practice, minutes=2)
    send_due()
    (letter,) = letters(alder.practice)
    assert (mail.outbox, letter.last_error, letter.given_up_at is not None) == ([], NO_RECIPIENT, True)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "The mail server did not accept our sign-in."),
        (
            smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no")}),
            "The mail server refused this person's address.",
        ),
        (TimeoutError(), "The mail server took too long."),
        (OSError(), "The mail server could not be reached."),
        (ValueError("a@b.example"), "The letter could not be written."),
    ],
)
def test_what_went_wrong_is_said_in_words(error, words):
    assert in_words(error) == words
