"""Letters of the workflow: who waits for whom is told by mail."""

from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from .models import ApprovalTask


class ApprovalTaskEmailNotifier(BaseGroupApprovalTaskStateEmailNotifier):
    """Tells everybody who may approve that something waits, except who submitted it."""

    notification = "submitted"

    def can_handle(self, instance, **kwargs):
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, ApprovalTask)

    def get_template_base_prefix(self, instance, **kwargs):
        return "task_state_"

    def get_recipient_users(self, task_state, **kwargs):
        actor = kwargs.get("user")
        return [
            person
            for person in task_state.task.specific.approvers(task_state.workflow_state.content_object)
            if person != actor
        ]


approval_submission_notifier = ApprovalTaskEmailNotifier()
task_submitted.connect(approval_submission_notifier, sender=TaskState, dispatch_uid="practice_approval_submitted")
