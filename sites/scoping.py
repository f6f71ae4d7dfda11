"""Which practice is this work for? Unanswered, scoped queries refuse to run."""

from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class ScopeNotSet(RuntimeError):
    """A query on something that belongs to a practice ran where no practice was named."""

    def __init__(self):
        super().__init__(
            "No practice in scope. Wrap the work in in_practice(practice), "
            "or in across_practices() where it really is for all of them."
        )


class Kind(StrEnum):
    """The four answers to "whose is this work?"."""

    UNSET = "unset"  # nobody said: scoped queries raise ScopeNotSet
    PRACTICE = "practice"  # one practice's rows
    INSTALLATION = "installation"  # rows that belong to no practice, and operators
    ALL = "all"  # every practice's rows


@dataclass(frozen=True)
class Scope:
    """Whose rows may be seen, and at which practice work happens."""

    kind: Kind
    practice: object | None = None
    # What was looked up once for a request; see remember(). None: nothing is kept.
    memory: dict | None = field(default=None, compare=False, repr=False)

    @property
    def practice_id(self) -> int | None:
        return self.practice.pk if self.practice else None


_UNSET = Scope(Kind.UNSET)
# A new thread starts with an empty context, so it starts closed as well.
_scope: ContextVar[Scope] = ContextVar("anteroom_scope", default=_UNSET)


def current_scope() -> Scope:
    """The scope that is in force here."""
    return _scope.get()


def current_practice():
    """The practice that is in scope, or None outside any practice."""
    return _scope.get().practice


@contextmanager
def within(scope: Scope):
    """Work in a given scope; what was in force before comes back afterwards, also after an error."""
    token = _scope.set(scope)
    try:
        yield scope.practice
    finally:
        _scope.reset(token)


def in_practice(practice):
    """Work for one practice: its rows are seen, and no other's."""
    return within(Scope(Kind.PRACTICE, practice))


def at_installation():
    """Work at the installation's own host: what belongs to a practice is not seen."""
    return within(Scope(Kind.INSTALLATION))


def across_practices():
    """Work on every practice's rows. Rare, and written out so that one grep finds them all."""
    return within(Scope(Kind.ALL))


def remember(key, look_up):
    """The result of ``look_up()``, kept while one request is answered.

    Only the middleware opens scopes with a memory. In commands, tasks and tests every call looks afresh.
    """
    memory = current_scope().memory
    if memory is None:
        return look_up()
    if key not in memory:
        memory[key] = look_up()
    return memory[key]


def bear_in_mind(key, value):
    """For the rest of this request ``remember(key, …)`` gives this value. Nothing where no memory is kept."""
    memory = current_scope().memory
    if memory is not None:
        memory[key] = value


# Commands that work on the whole installation by their nature. Any other command must open its own scope.
INSTALLATION_COMMANDS = {
    "migrate": "data migrations touch every row",
    "flush": "empties the tables",
    "dumpdata": "copies the tables",
    "loaddata": "fills the tables",
    "publish_scheduled": "publishes and withdraws what is due, in every practice",
    "update_index": "rebuilds the search index",
    "rebuild_references_index": "rebuilds the index of what is used where",
    "fixtree": "repairs the page tree",
    "set_url_paths": "repairs page addresses",
    "wagtail_update_image_renditions": "makes pictures again",
    "db_worker": "runs the background tasks; each task opens the scope it was queued in",
    "purge_revisions": "drops old revisions",
    "shell": "an operator at the keyboard",
}


def scope_of_command(name: str):
    """The scope a manage.py command runs in (see ``INSTALLATION_COMMANDS``)."""
    return across_practices() if name in INSTALLATION_COMMANDS else nullcontext()
