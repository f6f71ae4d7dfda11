"""What was done, in sentences: a table of actions. One that nobody wrote a sentence for keeps its registered words."""

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from wagtail.log_actions import registry

# action: what the person did; {old}, {new} and {when} are found in the entry's data
SENTENCES = {
    "wagtail.create": "{who} began it",
    "wagtail.edit": "{who} edited it",
    "wagtail.publish": "{who} put it live",
    "wagtail.publish.schedule": "{who} planned it to go live{when}",
    "wagtail.publish.scheduled": "It went live as planned",
    "wagtail.schedule.cancel": "{who} called off the planned moment of going live",
    "wagtail.unpublish": "{who} withdrew it",
    "wagtail.unpublish.scheduled": "It was withdrawn as planned",
    "wagtail.rename": "{who} renamed it{renamed}",
    "wagtail.move": "{who} moved it",
    "wagtail.reorder": "{who} changed its place among its neighbours",
    "wagtail.copy": "{who} copied it from another page",
    "wagtail.revert": "{who} brought an earlier version back",
    "wagtail.delete": "{who} deleted it",
    "wagtail.lock": "{who} locked it",
    "wagtail.unlock": "{who} unlocked it",
    "wagtail.view_restriction.create": "{who} put a password before it",
    "wagtail.view_restriction.edit": "{who} changed the password before it",
    "wagtail.view_restriction.delete": "{who} took the password away",
    "wagtail.comments.create": "{who} left a note in the margin",
    "wagtail.comments.edit": "{who} changed a note in the margin",
    "wagtail.comments.delete": "{who} deleted a note in the margin",
    "wagtail.comments.resolve": "{who} settled a note in the margin",
    "wagtail.comments.create_reply": "{who} replied to a note in the margin",
    "wagtail.comments.edit_reply": "{who} changed a reply in the margin",
    "wagtail.comments.delete_reply": "{who} deleted a reply in the margin",
    "anteroom.correction": "{who} corrected a typing slip",
    "anteroom.review": "{who} reviewed it",
    "wagtail.workflow.start": "{who} sent it to the editors",
    "wagtail.workflow.approve": "{who} approved it",
    "wagtail.workflow.reject": "{who} sent it back",
    "wagtail.workflow.resume": "{who} sent it to the editors again",
    "wagtail.workflow.cancel": "{who} took it back from the editors",
}


def sentence(entry, who: str, times: int = 1) -> str:
    """Who did what, for example "Ada Birch sent it back"; without the full stop, so that a comment can follow."""
    words = SENTENCES.get(entry.action)
    if words is None:
        return f"{who}: {label_of(entry.action)}"
    said = words.format(who=who, when=_planned(entry.data), renamed=_renamed(entry.data))
    often = {1: "", 2: " twice"}.get(times, f" {times} times")
    return f"{said}{often}"


def label_of(action: str) -> str:
    """The registered words of an action; its key where nobody registers it any more."""
    return str(registry.get_action_label(action)) if registry.action_exists(action) else action


def comment_in(entry) -> str:
    """What somebody said with it; empty where they said nothing."""
    data = entry.data if isinstance(entry.data, dict) else {}
    comment = data.get("comment") or ""
    return comment.strip() if isinstance(comment, str) else ""


def _planned(data) -> str:
    """ " on 3 May 2027, 09:00", in the time zone that is active."""
    moment = parse_datetime(str(_inside(data, "revision", "go_live_at")))
    if moment is None or timezone.is_naive(moment):
        return ""
    return f" on {date_format(timezone.localtime(moment), 'j F Y, H:i')}"


def _renamed(data) -> str:
    old, new = _inside(data, "title", "old"), _inside(data, "title", "new")
    return f" from “{old}” to “{new}”" if old and new else ""


def _inside(data, *names) -> str:
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    return data or ""
