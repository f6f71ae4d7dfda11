"""The workflow step "an editor approves": who may take it follows from memberships, not from groups."""

from django.db import models
from wagtail.models import Task, TaskState

from .. import rules
from ..roles import ROLES, Ability
from .people import Membership


class ApprovalTask(Task):
    """One practice's approval step. Everybody who may publish there may take it.

    Wagtail's own approval task names groups; a group per practice makes permission queries grow with the
    number of practices (see docs/decisions/0003).
    """

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.CASCADE, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "approval by an editor"

    def approvers(self):
        """People who may approve, ordered by name."""
        roles = [key for key, role in ROLES.items() if role.can(Ability.PUBLISH)]
        members = Membership.everywhere.filter(practice=self.practice_id, role__in=roles)
        return [member.user for member in members.select_related("user") if member.user.is_active]

    def user_can_access_editor(self, obj, user):
        return rules.may_approve(user, self)

    def locked_for_user(self, obj, user):
        return not rules.may_approve(user, self)

    def user_can_lock(self, obj, user):
        return rules.may_approve(user, self)

    def user_can_unlock(self, obj, user):
        return False

    def get_actions(self, obj, user):
        if not rules.may_approve(user, self):
            return []
        return [
            ("reject", "Send back with a comment", True),
            ("approve", "Approve and publish", False),
            ("approve", "Approve and publish with a comment", True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if not rules.may_approve(user, self):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls):
        return "Everybody who may publish in the practice can approve"
