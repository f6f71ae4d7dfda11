"""Which version was approved last: the one to compare with."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

WENT_LIVE = ("wagtail.publish", "wagtail.publish.scheduled")
DECIDED = {TaskState.STATUS_APPROVED: "was approved", TaskState.STATUS_REJECTED: "was sent back"}


@dataclass(frozen=True)
class Approval:
    """A version that somebody has decided about, and in words what was decided."""

    revision: Revision
    words: str
    at: datetime | None


def last_approval(page) -> Approval | None:
    """What is live; of a page that is not, what was live last or what the editors last approved or sent back.

    Steps that were passed on the way that the page is on now do not count: who takes the next one has seen none of it.
    None where nobody has decided anything yet: then all of it is new.
    """
    if page.live_revision_id:
        return Approval(page.live_revision, "went live", page.last_published_at)
    found = [one for one in (_was_live(page), _was_decided(page)) if one]
    return max(found, key=lambda approval: approval.at, default=None)


def _was_live(page) -> Approval | None:
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=WENT_LIVE, revision__isnull=False)
    entry = entries.order_by("-timestamp", "-pk").first()
    # The log keeps the numbers of versions that were deleted since.
    revision = page.revisions.filter(pk=entry.revision_id).first() if entry else None
    return Approval(revision, "went live", entry.timestamp) if revision else None


def _was_decided(page) -> Approval | None:
    states = TaskState.objects.filter(workflow_state__in=page.workflow_states, status__in=DECIDED)
    states = states.filter(finished_at__isnull=False, revision__isnull=False)
    passed = {"status": TaskState.STATUS_APPROVED, "workflow_state__status": WorkflowState.STATUS_IN_PROGRESS}
    states = states.exclude(**passed)
    state = states.select_related("revision").order_by("-finished_at", "-pk").first()
    return Approval(state.revision, DECIDED[state.status], state.finished_at) if state else None
