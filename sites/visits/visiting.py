"""Beginning and ending a visit. Each write names its actor; letters go out on commit."""

import logging
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ..audit.recording import record_for_both
from ..models import Practice, User
from ..models.people import owners_of
from ..scoping import in_practice
from .models import OperatorVisit

logger = logging.getLogger(__name__)

# Minutes to choose from. An hour is enough to look at one matter; a longer one is begun anew, with its reason.
LENGTHS = {15: "15 minutes", 30: "30 minutes", 60: "60 minutes"}


def running_visit(user, practice) -> OperatorVisit | None:
    """The visit that lets the person in right now, or None."""
    return OperatorVisit.everywhere.running().filter(operator_id=user.pk, practice_id=practice.pk).first()


def visited_practice(user, slug: str) -> Practice | None:
    """The open practice of this slug that an operator is visiting. Costs nobody else a query."""
    if not user.is_operator:
        return None
    visits = OperatorVisit.everywhere.running().filter(operator_id=user.pk, practice__state=Practice.State.OPEN)
    visit = visits.select_related("practice").filter(practice__slug=slug).first()
    return visit and visit.practice


@transaction.atomic
def begin(operator: User, practice: Practice, *, reason: str, minutes: int) -> OperatorVisit:
    """Let an operator read at a practice, and tell its owners.

    Raises PermissionDenied for anybody but an operator, and ValidationError when the reason is too short, the time is
    not one of ``LENGTHS``, the practice is closed, or the operator has a place there already.
    """
    if not operator.is_operator:
        raise PermissionDenied
    if minutes not in LENGTHS:
        raise ValidationError({"minutes": f"Choose one of {', '.join(LENGTHS.values())}."})
    if not practice.is_open:
        raise ValidationError("This practice is closed and answers nobody. Reopen it first.")
    if operator.membership_in(practice):
        raise ValidationError("You have a place at this practice. Sign in there as yourself.")
    earlier = running_visit(operator, practice)
    if earlier:
        end(earlier, by=operator)
    now = timezone.now()
    visit = OperatorVisit(
        practice=practice,
        operator=operator,
        operator_name=f"{operator} ({operator.email})"[:320],
        reason=reason.strip(),
        begun_at=now,
        ends_at=now + timedelta(minutes=minutes),
    )
    visit.full_clean(exclude=["practice", "operator"])
    with in_practice(practice):
        visit.save()
    _record("visit.begun", visit, by=operator, minutes=minutes)
    transaction.on_commit(lambda: _tell_owners(visit))
    return visit


@transaction.atomic
def end(visit: OperatorVisit, *, by: User):
    """End a visit now; the visitor's next request is nobody's. Ending one that is over changes nothing."""
    ended = OperatorVisit.everywhere.filter(pk=visit.pk, ended_at=None, ends_at__gt=timezone.now())
    if ended.update(ended_at=timezone.now()):
        visit.refresh_from_db()
        _record("visit.ended", visit, by=by)


def _record(action: str, visit: OperatorVisit, *, by: User, **details):
    """In the practice's log, for its owner, and in the installation's, for the operators."""
    record_for_both(
        action,
        visit.practice,
        title=visit.reason,
        of_practice=f"{visit.operator_name}: {visit.reason}",
        by=by,
        kind="visit",
        number=str(visit.pk),
        **details,
    )


def _tell_owners(visit: OperatorVisit):
    """What is stored stands, whatever happens to the letter; ``owners_told_at`` says whether it has gone."""
    practice = visit.practice
    addresses = list(owners_of(practice).values_list("email", flat=True))
    page = practice.work_address(reverse("practice_visits"))
    with timezone.override(practice.time_zone):
        text = render_to_string("emails/visit_begun.txt", {"visit": visit, "practice": practice, "page": page})
    try:
        for address in addresses:
            send_mail(f"An operator is visiting {practice.name}", text, None, [address])
    except OSError:  # SMTP errors are OSErrors
        logger.exception("The owners of %s could not be told of visit %s", practice.slug, visit.pk)
        return
    visit.owners_told_at = timezone.now()
    with in_practice(practice):
        visit.save(update_fields=["owners_told_at"])
