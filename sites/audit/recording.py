"""Writing into the log: one function, which everything that is logged goes through."""

from wagtail.log_actions import get_active_log_context

from ..scoping import at_installation, current_scope, in_practice
from .models import AuditEntry
from .origin import current_origin

# Titles and notes are cut here: a log is read in a table, and one entry must not fill the disk.
MOST_CHARACTERS = 500
OPERATOR = "operator"


def record(action: str, *, by=None, practice=None, subject=None, kind="", number="", title="", **details) -> AuditEntry:
    """Write down that somebody did something, and return the entry.

    ``by`` is a person; without one it is whoever is signed in, and nobody in commands and tasks. The entry belongs to
    ``practice``, without one to the practice in scope, and outside any practice to the installation. ``subject`` is
    the row that it happened to; ``kind``, ``number`` and ``title`` say it where there is none. Details must be few and
    JSON can hold them.
    """
    by = by or get_active_log_context().user
    if practice is not None and practice.pk != current_scope().practice_id:
        with in_practice(practice):
            return record(action, by=by, subject=subject, kind=kind, number=number, title=title, **details)
    origin = current_origin()
    return AuditEntry.everywhere.create(
        practice=current_scope().practice,
        actor=by,
        actor_name=str(by)[:320] if by else "",
        actor_role=_role_of(by),
        action=action,
        subject_type=(kind or (subject._meta.verbose_name if subject is not None else ""))[:100],
        subject_id=number or (str(subject.pk) if subject is not None else ""),
        title=shortened(title or (str(subject) if subject is not None else "")),
        details={name: shortened(value) for name, value in details.items() if value not in (None, "")},
        address=origin.address,
        source=origin.source,
    )


def record_for_both(action: str, practice, *, title="", of_practice="", **details):
    """Something an operator did to a practice: in its log, for the owner, and in the installation's own.

    The two titles differ: the owner is told ``of_practice``, the operators ``title`` with the practice's name.
    """
    record(action, practice=practice, title=of_practice or title, **details)
    with at_installation():
        record(action, title=f"{practice}: {title}" if title else str(practice), **details)


def shortened(value):
    """Text cut to what a log keeps, and without the NUL that PostgreSQL refuses; anything else as it is."""
    return value.replace("\0", "")[:MOST_CHARACTERS] if isinstance(value, str) else value


def _role_of(person) -> str:
    """The person's role where the work is done: in the practice in scope, or as an operator of the installation."""
    if person is None:
        return ""
    if person.role:
        return person.role.key.value
    return OPERATOR if person.is_operator else ""
