"""Letters to the practice about comments: how many wait, at most once an hour; and at once that one needs a look.

They hold nothing that anybody wrote. What is due stands in rows: in the practice's settings, and in the comment itself.
Whoever sends takes it by one UPDATE that also says when it is tried again, so that a letter that fails is not lost and
no two processes send the same.
"""

import logging
from datetime import timedelta

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from sites.models import Practice
from sites.policies import people_with
from sites.roles import Ability
from sites.scoping import across_practices, current_practice, in_practice

from .models import CommentSettings, ReaderComment

logger = logging.getLogger(__name__)

AN_HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=15)  # until what was taken and not sent is tried again
GIVEN_UP = timedelta(days=1)  # after that a letter would only be late; the queue shows the comment all the while
A_ROUND = 50  # practices
State = ReaderComment.State


def prepare(comment: ReaderComment):
    """Note in the transaction that stores a comment what is to be written of it, and send it when that is over."""
    if comment.state != State.HELD:
        return
    settings = _settings_row()
    due = max(timezone.now(), (settings.letter_sent_at or timezone.now() - AN_HOUR) + AN_HOUR)
    CommentSettings.objects.filter(pk=settings.pk).update(letter_due_at=due)
    practice_id = comment.practice_id
    # Robust: what can not be queued now is found by the periodic work, and the reader is thanked.
    transaction.on_commit(lambda: send_letters.enqueue(practice_id), robust=True)


def _settings_row() -> CommentSettings:
    rows = CommentSettings.objects.select_for_update()
    row = rows.first()
    if row is None:
        try:
            with transaction.atomic():
                CommentSettings().save()
        except IntegrityError:
            pass  # somebody else was quicker
        row = rows.get()
    return row


@task()
def send_letters(practice_id: int):
    """Send what is due at one practice."""
    with in_practice(Practice.objects.get(pk=practice_id)):
        send_alarms() and send_number()


def send_due():
    """Send what is due in every practice, as far as one round goes."""
    now = timezone.now()
    with across_practices():
        alarms = ReaderComment.objects.filter(alarm_due_at__lte=now).order_by().values_list("practice_id", flat=True)
        numbers = CommentSettings.objects.filter(letter_due_at__lte=now).values_list("practice_id", flat=True)
        ids = [*alarms[:A_ROUND], *numbers[:A_ROUND]]
        practices = list(Practice.objects.filter(pk__in=set(ids)))
    for practice in practices:
        with in_practice(practice):
            if not (send_alarms() and send_number()):
                return  # mail does not work: no further in this round


def send_alarms() -> bool:
    """One letter for each urgent comment that nobody was told of. False when one failed."""
    now = timezone.now()
    for comment in ReaderComment.objects.filter(alarm_due_at__lte=now)[:A_ROUND]:
        mine = ReaderComment.objects.filter(pk=comment.pk, alarm_due_at=comment.alarm_due_at)
        is_over = comment.state == State.ERASED or comment.created_at < now - GIVEN_UP
        if mine.update(alarm_due_at=None if is_over else now + LEASE) != 1 or is_over:
            continue
        if not _send("A comment needs a look now", "emails/comment_alarm.txt", f"crisis={comment.pk}"):
            return False
        ReaderComment.objects.filter(pk=comment.pk).update(alarm_due_at=None)
    return True


def send_number() -> bool:
    """How many comments wait, where that is due. False when the letter failed."""
    now = timezone.now()
    due = CommentSettings.objects.filter(letter_due_at__lte=now)
    if due.update(letter_due_at=now + LEASE, letter_sent_at=now) != 1:
        return True
    waiting = ReaderComment.objects.filter(state=State.HELD).count()
    if waiting and not _send(_in_words(waiting), "emails/comments_waiting.txt", "", sentence=_in_words(waiting)):
        return False
    CommentSettings.objects.filter(Q(letter_due_at=now + LEASE)).update(letter_due_at=None)
    return True


def _in_words(number: int) -> str:
    return "1 comment waits" if number == 1 else f"{number} comments wait"


def _send(subject: str, template: str, note: str, **context) -> bool:
    """To everybody who moderates, each by themselves. False, and a line in the server's log, where mail fails."""
    practice = current_practice()
    page = practice.work_address(reverse("comments"))
    text = render_to_string(template, {"practice": practice, "page": page, **context})
    try:
        for person in people_with(Ability.EDIT).distinct():
            send_mail(f"{subject} at {practice.name}", text, None, [person.email])
    except Exception as error:  # whatever it was, it is tried again
        logger.warning("A letter about comments could not be sent (%s) %s", type(error).__name__, note)
        return False
    return True
