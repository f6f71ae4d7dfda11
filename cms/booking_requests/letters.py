"""Letters that say that there is a request, and nothing more: sent once, tried again, shown when they fail."""

import logging
import smtplib
from datetime import timedelta

from django.core.mail import send_mail
from django.db.models import F
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from sites.models import Practice
from sites.policies import people_with
from sites.roles import Ability
from sites.scoping import across_practices, in_practice

from .models import Letter

logger = logging.getLogger(__name__)

# Minutes between one try and the next; after the last one a letter is given up, a day after the request came.
WAITS = (1, 5, 15, 60, 180, 420, 720)
# Whoever sends has so long, in minutes, before another process may think that it has died on the way.
LEASE = 15
A_ROUND = 100  # letters
MOST_FAILURES = 3  # in one round: a server that does not answer costs ten seconds each time
NO_RECIPIENT = "This person does not read booking requests any more."
# What went wrong, in words. Not the server's own words: they may hold addresses.
WORDS = (
    (smtplib.SMTPAuthenticationError, "The mail server did not accept our sign-in."),
    (smtplib.SMTPRecipientsRefused, "The mail server refused this person's address."),
    (smtplib.SMTPSenderRefused, "The mail server refused our own address."),
    (smtplib.SMTPServerDisconnected, "The mail server broke off."),
    (smtplib.SMTPException, "The mail server refused the letter."),
    (TimeoutError, "The mail server took too long."),
    (ConnectionError, "The mail server did not answer."),
    (OSError, "The mail server could not be reached."),
)


def waiting():
    """Letters that are neither sent nor given up, of whatever scope."""
    return Letter.objects.filter(sent_at=None, given_up_at=None)


@task()
def send_letters(practice_id: int, request_id: int):
    """Send what is due about one request. Keys only: what a task is given stands in the queue's table."""
    with in_practice(Practice.objects.get(pk=practice_id)):
        for pk in list(waiting().filter(request=request_id).values_list("pk", flat=True)):
            if not send_letter(pk):
                return  # a reader may be waiting for this: the periodic work sends the others


def send_due():
    """Send what is due in every practice, as far as one round goes; no further while mail does not work."""
    with across_practices():
        due = waiting().filter(next_try_at__lte=timezone.now()).order_by("next_try_at")
        keys = list(due.values_list("pk", "practice_id")[:A_ROUND])
        practices = Practice.objects.in_bulk({practice_id for _, practice_id in keys})
    failures = 0
    for pk, practice_id in keys:
        with in_practice(practices[practice_id]):
            failures += not send_letter(pk)
        if failures >= MOST_FAILURES:
            return


def send_letter(pk: int) -> bool:
    """Send one letter of the practice in scope, unless it is not due or somebody else is at it. False: it failed."""
    if not _claim(pk):
        return True
    letter = Letter.objects.select_related("recipient", "practice").get(pk=pk)
    if not people_with(Ability.ANSWER).filter(pk=letter.recipient_id).exists():
        _note(letter, given_up_at=timezone.now(), last_error=NO_RECIPIENT)
        return True
    try:
        _send(letter)
    except Exception as error:  # whatever it was, the letter is tried again and the owner is told
        logger.warning("Letter %s could not be sent (%s); try %s", letter.pk, type(error).__name__, letter.tries)
        _note(letter, last_error=in_words(error), **_next(letter))
        return False
    _note(letter, sent_at=timezone.now(), last_error="")
    return True


def _claim(pk: int) -> bool:
    """One statement: of two processes that want the same letter, the database lets one have it."""
    now = timezone.now()
    due = waiting().filter(pk=pk, next_try_at__lte=now)
    return due.update(tries=F("tries") + 1, next_try_at=now + timedelta(minutes=LEASE)) == 1


def _next(letter: Letter) -> dict:
    if letter.tries > len(WAITS):
        return {"given_up_at": timezone.now()}
    return {"next_try_at": timezone.now() + timedelta(minutes=WAITS[letter.tries - 1])}


def _note(letter: Letter, **fields):
    Letter.objects.filter(pk=letter.pk).update(**fields)


def in_words(error: Exception) -> str:
    """What went wrong, for the owner."""
    return next((words for kind, words in WORDS if isinstance(error, kind)), "The letter could not be written.")


def _send(letter: Letter):
    practice = letter.practice
    page = practice.work_address(reverse("booking_request", args=(letter.request_id,)))
    text = render_to_string("emails/booking_request.txt", {"practice": practice, "page": page})
    send_mail(f"A booking request at {practice.name}", text, None, [letter.recipient.email])
