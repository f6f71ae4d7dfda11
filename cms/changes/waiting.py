"""The sentence about a page that waits for approval: what is different from what was approved last."""

from .comparing import compare
from .since import last_approval

NOT_YET = "This has not been approved before: all of it is new."


def what_waits(page) -> str:
    """Empty for a page that does not wait for approval."""
    if not page.workflow_in_progress:
        return ""
    approval = last_approval(page)
    if approval is None:
        return NOT_YET
    summary = compare(approval.revision.as_object(), page.get_latest_revision_as_object()).summary
    return f"Since it {approval.words} last: {summary[0].lower()}{summary[1:]}"
