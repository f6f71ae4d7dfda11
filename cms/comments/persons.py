"""One person's comments: found by their e-mail address or picked by hand, downloaded for them, erased for them."""

import json

from django.db import transaction
from django.utils import timezone

from cms.booking_requests import sealing
from sites.audit.recording import record
from sites.scoping import current_practice

from .models import ReaderComment, marked_as
from .purging import EMPTY, last_day
from .showing import show_changed

State = ReaderComment.State
A_LOOK = 100  # comments to pick from


def comments_of_person(email: str):
    """What was sent with this address, found by its mark and without opening any."""
    marks = sealing.contact_marks(current_practice().pk, marked_as(email))
    return ReaderComment.objects.filter(contact_mark__in=marks).select_related("article")


def comments_under(name: str):
    """What was sent under this name: several people may have chosen the same, so each is picked by hand."""
    found = ReaderComment.objects.filter(name__iexact=name.strip(), is_by_practice=False).exclude(state=State.ERASED)
    return found.select_related("article")


def picked(keys: list[int]):
    """These comments of readers, as far as they are here."""
    return ReaderComment.objects.filter(pk__in=keys[:A_LOOK], is_by_practice=False).select_related("article")


@transaction.atomic
def export(comments, *, by) -> str:
    """Everything that is stored of these comments, as JSON for their writer. Raises CannotBeOpened."""
    found = [_exported(comment) for comment in comments]
    record("comment.exported", by=by, title=f"{len(found)} of one person")
    return json.dumps({"practice": current_practice().name, "comments": found}, ensure_ascii=False, indent=2)


def _exported(comment: ReaderComment) -> dict:
    moments = {name: getattr(comment, name) for name in ("created_at", "shown_at", "decided_at", "edited_at")}
    return {
        "number": comment.pk,
        "article": comment.article.title,
        "name": comment.name,
        "text": comment.text,
        "state": comment.get_state_display(),
        "reason": comment.reason,
        "flags": comment.flags,
        "probably_spam": round(comment.spam_score, 3),
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "deleted_on": comment.purge_on.isoformat() if comment.purge_on else None,
        "email": comment.content()["contact"] if comment.sealed else "",
    }


@transaction.atomic
def erase(comments, *, by) -> int:
    """Take name, address and words out of these comments for good; how many there were.

    What others answered stays, below a sentence that says that something was removed. What readers never saw goes
    altogether at the end of the practice's term.
    """
    keys = list(comments.exclude(state=State.ERASED).values_list("pk", flat=True))
    rows = ReaderComment.objects.filter(pk__in=keys).exclude(state=State.ERASED)
    gone = {**EMPTY, "state": State.ERASED, "is_urgent": False, "alarm_due_at": None, "spam_score": 0}
    gone |= {"decided_at": timezone.now(), "decided_by": by, "emptied_at": None, "edited_at": None, "edited_by": None}
    unseen = rows.filter(shown_at=None).update(purge_on=last_day(), **gone)
    seen = rows.filter(shown_at__isnull=False)
    for practice_id, article_id in seen.values_list("practice", "article").distinct().order_by():
        show_changed(practice_id, [article_id])
    number = unseen + rows.update(purge_on=None, **gone)
    record("comment.erased", by=by, title=f"{number} of one person")
    return number
