"""Names of the people in a story, of those too who have left or whose account is gone."""

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
            logged = AuditEntry.objects.filter(actor__in=left).exclude(actor_name="").order_by("actor", "position")
            self._names |= dict(logged.values_list("actor", "actor_name").distinct())
        self._names |= dict.fromkeys(wanted - self._names.keys(), FORMER)

    def of(self, entry) -> str:
        """Who an entry is by; ``want`` was asked before."""
        return self._names[entry.user_id] if entry.user_id else NOBODY
