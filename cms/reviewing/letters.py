"""Letters about an article's way: who is asked, who gets it back, who sees it go live. Each is written once."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from sites.models import User
from sites.models.approval import PracticeTask
from sites.models.people import owners_of
from sites.scoping import current_practice, in_practice

logger = logging.getLogger(__name__)
# Wagtail's own letters, which know requesters and groups only.
OF_WAGTAIL = {
    task_submitted: "group_approval_task_submitted_email_notification",
    workflow_submitted: "workflow_state_submitted_email_notification",
    workflow_rejected: "workflow_state_rejected_email_notification",
    workflow_approved: "workflow_state_approved_email_notification",
}
SENDERS = {task_submitted: TaskState}
_nobody_is_told: ContextVar[bool] = ContextVar("articles_way_without_letters", default=False)


@contextmanager
def without_letters():
    """Write to nobody about what is done inside: for what is loaded from a file, and not done by a person now."""
    token = _nobody_is_told.set(True)
    try:
        yield
    finally:
        _nobody_is_told.reset(token)


def start_writing():
    """Called once, from ReviewingConfig.ready()."""
    for signal, uid in OF_WAGTAIL.items():
        signal.disconnect(sender=SENDERS.get(signal, WorkflowState), dispatch_uid=uid)
    task_submitted.connect(asked, sender=TaskState, dispatch_uid="articles_asked")
    workflow_rejected.connect(sent_back, sender=WorkflowState, dispatch_uid="articles_sent_back")
    workflow_approved.connect(gone_live, sender=WorkflowState, dispatch_uid="articles_gone_live")


def asked(sender, instance: TaskState, user=None, **kwargs):
    """To whoever may take the step; to the owners, where nobody could."""
    task = instance.task.specific
    if not isinstance(task, PracticeTask):
        return
    page = instance.workflow_state.content_object
    people = [person for person in task.people_asked(page) if person != user]
    nobody = not task.people_asked(page)
    if nobody:
        people = list(owners_of(current_practice()))
    words = {"step": task.name, "nobody": nobody, "by": user}
    _write("submitted", f"“{page}” waits for you", people, page, words)


def sent_back(sender, instance: WorkflowState, user=None, **kwargs):
    page = instance.content_object
    words = {"by": user, "comment": instance.current_task_state.specific.get_comment()}
    _write("rejected", f"“{page}” was sent back", _concerned(instance, user), page, words)


def gone_live(sender, instance: WorkflowState, user=None, **kwargs):
    page = instance.content_object.specific
    page.refresh_from_db()
    words = {"by": user, "comment": instance.current_task_state.specific.get_comment()}
    subject = f"“{page}” is live" if page.live and not page.go_live_at else f"“{page}” is approved"
    _write("approved", subject, _concerned(instance, user), page, words)


def people_of(page) -> list[User]:
    """Whose work the page is, as far as they still have a place here."""
    return list(User.objects.filter(pk__in=page.specific_deferred.writer_ids, is_active=True))


def _concerned(state: WorkflowState, actor) -> list[User]:
    """Who submitted it, and whose work it is, without whoever has just decided."""
    people = {person.pk: person for person in [*people_of(state.content_object), state.requested_by] if person}
    return [person for pk, person in people.items() if person != actor]


def _write(notification: str, subject: str, people: list[User], page, words: dict):
    """Queue one letter for each of these people until what it tells of is stored."""
    wanted = [] if _nobody_is_told.get() else [person for person in people if _wants(person, notification)]
    if not wanted:
        return
    practice = current_practice() or page.practice
    path = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    context = {"page": page, "practice": practice, "address": practice.work_address(path), **words}
    text = render_to_string(f"emails/article_{notification}.txt", context)
    transaction.on_commit(lambda: send_to(wanted, subject, text, practice))


def _wants(person: User, notification: str) -> bool:
    """Everybody chooses in their account which letters they get."""
    return getattr(UserProfile.get_for_user(person), f"{notification}_notifications")


def send_to(people: list[User], subject: str, text: str, practice):
    """Send it to each. One that fails is logged, and keeps no other from being sent; the desk shows it anyway."""
    for person in people:
        try:
            with in_practice(practice):
                send_mail(subject, text, None, [person.email])
        except OSError:  # SMTP errors are OSErrors
            logger.exception("A letter about an article could not be sent to account %s", person.pk)
