"""The workflow step "an editor approves": who may take it follows from memberships, not from groups."""

from wagtail.models import Task, TaskState

from .. import rules
from ..roles import ROLES, Ability
from ..scoping import across_practices, current_scope
from .people import Membership


class ApprovalTask(Task):
    """Everybody who may publish in the page's practice may approve it.

    Wagtail's own approval task names groups, and its first page goes through all tasks of the installation. So there
    is one task for all practices, which has no groups and asks for the practice (see docs/decisions/0003).
    """

    class Meta:
        verbose_name = "approval by an editor"

    @classmethod
    def the_one(cls) -> "ApprovalTask":
        """The task that every practice's workflow uses."""
        there = cls.objects.order_by("pk").first()
        if there is None:
            with across_practices():  # the first practice makes it for all
                there = cls.objects.create(name="the editors")
        return there

    def approvers(self, page):
        """People who may approve the page, ordered by name."""
        roles = [key for key, role in ROLES.items() if role.can(Ability.PUBLISH)]
        members = Membership.everywhere.filter(practice=page.practice_id, role__in=roles)
        return [member.user for member in members.select_related("user") if member.user.is_active]

    def user_can_access_editor(self, obj, user):
        return rules.may_approve(user, obj)

    def locked_for_user(self, obj, user):
        return not rules.may_approve(user, obj)

    def user_can_lock(self, obj, user):
        return rules.may_approve(user, obj)

    def user_can_unlock(self, obj, user):
        return False

    def get_actions(self, obj, user):
        if not rules.may_approve(user, obj):
            return []
        return [
            ("reject", "Send back with a comment", True),
            ("approve", "Approve and publish", False),
            ("approve", "Approve and publish with a comment", True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        practice = current_scope().practice
        if practice is None or not user.can(Ability.PUBLISH):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.filter(workflow_state__workflow=practice.workflow_id)

    @classmethod
    def get_description(cls):
        return "Everybody who may publish in the practice can approve"
