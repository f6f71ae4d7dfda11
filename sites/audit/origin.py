"""Whether work comes from a request, a command or a background task, and from which network."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import models
from django.dispatch import receiver
from django.tasks.signals import task_finished, task_started


class Source(models.TextChoices):
    """Where something was done."""

    WEB = "web", "In the browser"
    COMMAND = "command", "By a command"
    TASK = "task", "In the background"


@dataclass(frozen=True)
class Origin:
    """Of one piece of work."""

    source: str = Source.COMMAND
    address: str = ""
    outer: "Origin | None" = None


_BY_COMMAND = Origin()
_origin: ContextVar[Origin] = ContextVar("anteroom_origin", default=_BY_COMMAND)


def current_origin() -> Origin:
    """The origin of what is done now; without anybody saying so it is a command."""
    return _origin.get()


@contextmanager
def coming_from(origin: Origin):
    """Do work that has this origin."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


@receiver(task_started, dispatch_uid="audit_task_started")
def into_a_task(**kwargs):
    _origin.set(replace(current_origin(), source=Source.TASK, outer=current_origin()))


@receiver(task_finished, dispatch_uid="audit_task_finished")
def out_of_a_task(**kwargs):
    _origin.set(current_origin().outer or _BY_COMMAND)
