"""How large and how well a practice is: numbers for the operators' list, without a word of its content.

The ground knows no article, so the packages above put their numbers on the list of ``figures``.
"""

from collections.abc import Callable, Iterable

from django.db.models import Count, Max

from .models import Invitation, Membership, Practice
from .scoping import across_practices

# A figure takes the practices' ids and answers for all of them at once: in one query, whatever their number.
Figure = Callable[[list[int]], dict[int, object]]
_figures: dict[str, Figure] = {}


def figure(name: str):
    """Register a figure under its name. It runs across practices and must not take one query for each."""

    def register(count: Figure) -> Figure:
        _figures[name] = count
        return count

    return register


def give_figures(practices: Iterable[Practice]) -> list[Practice]:
    """The practices with ``figures``: by name, and None where there is nothing to say."""
    practices = list(practices)
    ids = [practice.pk for practice in practices]
    with across_practices():
        counted = {name: count(ids) for name, count in _figures.items()}
    for practice in practices:
        practice.figures = {name: numbers.get(practice.pk) for name, numbers in counted.items()}
    return practices


def _numbers(rows) -> dict[int, int]:
    return dict(rows.order_by().values_list("practice").annotate(Count("pk")))


@figure("people")
def people(ids: list[int]) -> dict[int, int]:
    """How many people have a place there."""
    return _numbers(Membership.everywhere.filter(practice__in=ids))


@figure("unsent")
def unsent(ids: list[int]) -> dict[int, int]:
    """How many invitations wait whose letter could not be sent."""
    return _numbers(Invitation.everywhere.waiting().filter(practice__in=ids, sent_at=None))


@figure("last_sign_in")
def last_sign_in(ids: list[int]) -> dict:
    """When somebody came in last, by the practice's log: an account's own moment may be of another practice."""
    from .audit.models import AuditEntry  # the log stands above the ground's own models

    entries = AuditEntry.everywhere.filter(practice__in=ids, action="signin.entered").order_by()
    return dict(entries.values_list("practice").annotate(Max("moment")))
