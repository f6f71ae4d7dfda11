"""What editors decide about comments. Every act is somebody's, ends whole, is written in the log, and can be changed.

Each is one UPDATE that asks for the state in which the comment was seen: of two editors who decide at the same moment
the database lets one, and the other is told what happened. The same holds when its writer had it erased meanwhile.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from sites.audit.recording import record

from . import spam
from .models import ReaderComment
from .purging import last_day
from .showing import show_changed

State = ReaderComment.State
MOST_AT_ONCE = 200  # of one bulk decision; the heap of spam has its own

# What can be done: the state it has then, the action of the log, what the person is told, what the filter learns.
MOVES = {
    "approve": (State.APPROVED, "comment.approved", "approved", "ham"),
    "reject": (State.REJECTED, "comment.rejected", "rejected", ""),
    "spam": (State.SPAM, "comment.spam", "marked as spam", "spam"),
    "hold": (State.HELD, "comment.held", "put back to wait", ""),
}
IN_WORDS = {
    State.HELD: "put it back to wait",
    State.APPROVED: "approved it",
    State.REJECTED: "rejected it",
    State.SPAM: "marked it as spam",
}
BY_ITSELF = (
    "A comment from somebody who may be in danger is not approved together with others. Read it first, then decide "
    "about it by itself."
)


class DecidedMeanwhile(Exception):
    """The comment is not any more as it was seen. The message is a sentence for whoever wanted to decide."""


@transaction.atomic
def decide(comment: ReaderComment, how: str, *, by, seen: str, reason: str = "") -> ReaderComment:
    """Approve, reject, call spam or hold a comment that was seen in the state ``seen``.

    Raises DecidedMeanwhile where it is in another by now; then nothing has happened. KeyError for anything else.
    """
    state, action, _, lesson = MOVES[how]
    now = timezone.now()
    rows = ReaderComment.objects.filter(pk=comment.pk, state=seen).exclude(state=State.ERASED)
    changed = rows.update(
        state=state,
        reason=reason[:200] if state == State.REJECTED else "",
        decided_at=None if state == State.HELD else now,
        decided_by=None if state == State.HELD else by,
        emptied_at=None,
        purge_on=last_day() if state in (State.REJECTED, State.SPAM) else None,
        alarm_due_at=None,
        **({"shown_at": Coalesce("shown_at", now)} if state == State.APPROVED else {}),
    )
    current = ReaderComment.objects.select_related("decided_by").filter(pk=comment.pk).first()
    if not changed:
        raise DecidedMeanwhile(what_happened(current))
    show_changed(current.practice_id, [current.article_id])
    _teach([current], lesson)
    record(action, by=by, subject=current, reason=current.reason)
    return current


def what_happened(comment: ReaderComment | None) -> str:
    """Why nothing was done, for whoever came second."""
    if comment is None or comment.state == State.ERASED:
        return "This comment was erased at its writer's request meanwhile. Nothing is left to decide."
    if comment.decided_by is None:
        return f"This comment is in another state by now: {comment.get_state_display().lower()}. Nothing was changed."
    return (
        f"{comment.decided_by} {IN_WORDS[comment.state]} before you. Nothing was changed by you; look at it again if "
        "you would decide otherwise."
    )


def decide_all(comments: Iterable[tuple[int, str]], how: str, *, by, reason: str = "") -> tuple[int, list[str]]:
    """Decide several, each given as its key and the state it was seen in; how many, and a sentence for each other."""
    number, sentences = 0, []
    for pk, seen in list(comments)[:MOST_AT_ONCE]:
        comment = ReaderComment.objects.filter(pk=pk).first()
        try:
            if comment is None:
                raise DecidedMeanwhile(what_happened(None))
            if how == "approve" and comment.is_shown_last:
                sentences.append(BY_ITSELF)
                continue
            decide(comment, how, by=by, seen=seen, reason=reason)
            number += 1
        except DecidedMeanwhile as error:
            sentences.append(str(error))
    return number, sentences


def _teach(comments: list[ReaderComment], lesson: str):
    """Take back what each comment has taught before, and note what it teaches now."""
    lessons = []
    for comment in comments:
        if comment.taught == lesson or comment.is_by_practice:
            continue
        text = judged_text(comment)
        lessons += [(text, comment.taught, -1)] if comment.taught else []
        lessons += [(text, lesson, +1)] if lesson else []
        ReaderComment.objects.filter(pk=comment.pk).update(taught=lesson)
    spam.learn(lessons)


def judged_text(comment: ReaderComment) -> str:
    """What the filter reads of a comment."""
    return f"{comment.name}\n{comment.text}"


# --- the heap of what is probably spam ---


def heap():
    """What the filter took for spam and nobody has decided about."""
    return ReaderComment.objects.filter(state=State.SPAM, decided_at=None)


@transaction.atomic
def empty_heap(*, by, until) -> int:
    """Take everything that came until this moment off the heap, in one statement; how many there were.

    It teaches the filter nothing: nobody has read them. They are deleted at the end of the practice's term, and can be
    put back until then.
    """
    now = timezone.now()
    number = (
        heap().filter(created_at__lte=until).update(decided_at=now, decided_by=by, emptied_at=now, purge_on=last_day())
    )
    if number:
        record("comment.emptied", by=by, title=f"{number} of them", number=str(number))
    return number


def last_emptied():
    """When the heap was last emptied, as far as that can be undone; None."""
    emptied = ReaderComment.objects.filter(state=State.SPAM, emptied_at__isnull=False)
    return emptied.order_by("-emptied_at").values_list("emptied_at", flat=True).first()


@transaction.atomic
def put_back(*, by, emptied_at) -> int:
    """Put what was taken off the heap at this moment back on it; how many there were."""
    emptied = ReaderComment.objects.filter(state=State.SPAM, emptied_at=emptied_at)
    number = emptied.update(decided_at=None, decided_by=None, emptied_at=None, purge_on=None)
    if number:
        record("comment.put_back", by=by, title=f"{number} of them", number=str(number))
    return number
