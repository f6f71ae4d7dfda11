"""Names of the people in a story, of those too who have left or whose account is gone."""

from django.db.models import Max

from sites.audit.models import AuditEntry
from sites.models import User

NOBODY = "Anteroom"  # what was done on its own: planned publishing, an import
FORMER = "Somebody who is no longer here"


class People:
    """Names by number. Who has a place here by their name of today, others as they were called in the log."""

    def __init__(self):
        self._names = {}

    def want(self, entries):
        """Look up who is behind entries: two queries at most, however many people there are."""
        wanted = {entry.user_id for entry in entries} - {None} - self._names.keys()
        if not wanted:
            return
        self._names |= {person.pk: str(person) for person in User.objects.filter(pk__in=wanted)}
        if left := wanted - self._names.keys():
            self._names |= dict.fromkeys(left, FORMER) | _logged(left, entries)

    def of(self, entry) -> str:
        """Who an entry is by; ``want`` was asked before."""
        return self._names[entry.user_id] if entry.user_id else NOBODY


def _logged(people: set[int], entries) -> dict[int, str]:
    """The last name of each that the log has beside what these entries are about."""
    kind, numbers = str(entries[0].object_verbose_name), {str(entry.page_id) for entry in entries}
    found = AuditEntry.objects.filter(subject_type=kind, subject_id__in=numbers, actor__in=people)
    names = found.exclude(actor_name="").order_by().values_list("actor", "actor_name").annotate(last=Max("position"))
    return {person: name for person, name, _ in names.order_by("last")}
