"""What the practice does with requests. Every act is somebody's, ends whole, and is written in the log."""

import json

from django.db import transaction
from django.utils import timezone

from sites import telephone
from sites.audit.recording import record
from sites.scoping import current_practice

from . import sealing
from .models import BookingRequest
from .purging import delete
from .sealing import CannotBeOpened

State = BookingRequest.State
# What can be done with a request: the state it has then, the action of the log, and what the person is told.
MOVES = {
    "answer": (State.ANSWERED, "request.answered", "{} is marked as answered. If that was a mistake, undo it below."),
    "close": (State.CLOSED, "request.closed", "{} is closed. If that was a mistake, undo it below."),
    "reopen": (State.NEW, "request.reopened", "{} is new again."),
}


def read(request: BookingRequest, *, by) -> dict | None:
    """What the reader wrote; each look is logged, and so is one that shows nothing because no key fits (None)."""
    try:
        content = request.content()
    except CannotBeOpened as error:
        record("request.not_opened", by=by, subject=request, note=str(error))
        return None
    record("request.read", by=by, subject=request)
    return content


@transaction.atomic
def move(request: BookingRequest, how: str, *, by) -> str:
    """Answer, close or reopen a request; what to tell the person. KeyError for anything else."""
    state, action, words = MOVES[how]
    now = timezone.now()
    request.state = state
    if state == State.NEW:
        request.answered_at = request.answered_by = request.closed_at = request.closed_by = None
    elif state == State.ANSWERED:
        request.answered_at, request.answered_by = now, by
        request.closed_at = request.closed_by = None
    else:
        request.closed_at, request.closed_by = now, by
    request.save(update_fields=["state", "answered_at", "answered_by", "closed_at", "closed_by"])
    record(action, by=by, subject=request)
    return words.format(request)


# --- one person ---


def normal_contact(typed: str) -> str:
    """An e-mail address or number the way marks are made of it. Raises ValueError with a sentence."""
    if "@" in typed:
        return typed.strip().lower()
    return telephone.to_e164(typed, current_practice().country)


def requests_of(contact: str):
    """One person's requests at the practice in scope, found by their mark and without opening any."""
    marks = sealing.contact_marks(current_practice().pk, contact)
    return BookingRequest.objects.filter(contact_mark__in=marks).select_related("offer")


@transaction.atomic
def export(contact: str, *, by) -> str:
    """Everything that is stored of one person's requests, as JSON for them. Raises CannotBeOpened."""
    found = [_exported(request) for request in requests_of(contact)]
    record("request.exported", by=by, title=f"{len(found)} of one person")
    return json.dumps({"practice": current_practice().name, "requests": found}, ensure_ascii=False, indent=2)


def _exported(request: BookingRequest) -> dict:
    moments = {name: getattr(request, name) for name in ("received_at", "answered_at", "closed_at")}
    return {
        "number": request.pk,
        "offer": str(request.offer or ""),
        "state": request.get_state_display(),
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "deleted_on": request.purge_on.isoformat(),
        "written": request.content(),
    }


@transaction.atomic
def erase(contact: str, *, by) -> int:
    """Delete everything of one person's requests; how many there were."""
    number = delete(requests_of(contact).select_related(None))
    record("request.erased", by=by, title=f"{number} of one person")
    return number
