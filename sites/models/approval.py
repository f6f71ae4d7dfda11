"""The workflow's steps: who may take one follows from memberships, not from groups."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from .. import rules
from ..roles import Ability
from ..scoping import across_practices, current_scope
from .people import User


class AlreadyDecided(Exception):
    """Somebody else was quicker. ``sentence`` says so, and what is to be done."""

    sentence = "Somebody else has decided on this in the meantime. Nothing was changed by you; open it again to see."


class WithTheDeciders(WorkflowLock):
    """Whoever does not decide reads along, and is told how to go on writing."""

    def get_message(self, user):
        if not self.for_user(user):
            return super().get_message(user)
        since = timezone.localtime(self.object.current_workflow_task_state.started_at)
        return (
            f"This waits with {self.task.name} since {date_format(since, 'j F Y, H:i')}, so it cannot be changed just "
            f"now. {self._how_to_write_on(user)}"
        )

    def _how_to_write_on(self, user) -> str:
        state = self.object.current_workflow_state
        if state.user_can_cancel(user):
            return "To go on writing, choose “Take it back” below; nobody is asked any more then."
        sender = state.requested_by or "whoever sent it"
        return f"To have it changed before that is decided, ask {sender} to take it back."


class PracticeTask(Task):
    """A step that every practice may have: one row for all of them, without groups (docs/decisions/0003).

    Wagtail's own approval task names groups, and its first page goes through all tasks of the installation.
    """

    the_name = ""
    lock_class = WithTheDeciders

    class Meta:
        abstract = True

    @classmethod
    def the_one(cls):
        """The row that every practice's workflow uses."""
        there = cls.objects.order_by("pk").first()
        if there is None:
            with across_practices():  # the first practice makes it for all
                there = cls.objects.create(name=cls.the_name)
        return there

    def may_decide(self, user, page) -> bool:
        """Whether the person takes this step for the page."""
        raise NotImplementedError

    def ids_asked(self, page) -> frozenset[int]:
        """Who is asked to take it, by the numbers of their accounts."""
        raise NotImplementedError

    def people_asked(self, page) -> list[User]:
        """Who is asked to take it, ordered by name, for letters."""
        return list(User.objects.filter(pk__in=self.ids_asked(page)))

    def words_of_yes(self) -> tuple[str, str]:
        """What the button says that takes the step, and what the one says that asks for a comment first."""
        raise NotImplementedError

    def get_actions(self, obj, user):
        if not self.may_decide(user, obj):
            return []
        plain, with_comment = self.words_of_yes()
        return [
            ("reject", "Send back with a comment", True),
            ("approve", plain, False),
            ("approve", with_comment, True),
        ]

    def may_be_asked_at_all(self, user) -> bool:
        """Whether the person takes this step for any page of the practice in scope."""
        raise NotImplementedError

    def user_can_access_editor(self, obj, user):
        return self.may_decide(user, obj)

    def locked_for_user(self, obj, user):
        return not self.may_decide(user, obj)

    def user_can_lock(self, obj, user):
        return self.may_decide(user, obj)

    def user_can_unlock(self, obj, user):
        return False

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Decide once: of two people who press at the same moment the second gets AlreadyDecided.

        What is decided on is the newest version, which is what the editor shows; an approval of an older one would
        have to be given again.
        """
        waiting = TaskState.objects.filter(pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS)
        if not waiting.update(finished_at=timezone.now()):
            raise AlreadyDecided
        task_state.revision = task_state.workflow_state.content_object.get_latest_revision()
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        practice = current_scope().practice
        if practice is None or not self.may_be_asked_at_all(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.filter(workflow_state__workflow=practice.workflow_id)


class ApprovalTask(PracticeTask):
    """An editor approves."""

    the_name = "the editors"

    class Meta:
        verbose_name = "approval by an editor"

    def may_decide(self, user, page) -> bool:
        return rules.may_approve(user, page)

    def may_be_asked_at_all(self, user) -> bool:
        return user.can(Ability.PUBLISH)

    def ids_asked(self, page) -> frozenset[int]:
        return rules.approvers_of(page)

    def words_of_yes(self) -> tuple[str, str]:
        words = "Approve" if rules.number_of_steps() > 1 else "Approve and publish"
        return words, f"{words} with a comment"

    @classmethod
    def get_description(cls):
        return "Everybody who may publish in the practice can approve"
