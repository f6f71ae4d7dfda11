"""Every entry of Wagtail's own logs is written into the audit log too, so that one list holds all."""

import json
from copy import copy

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import PageLogEntry

from ..scoping import Kind, current_scope
from .recording import record
from .wagtail_log import PracticeLogEntry


@receiver(post_save, sender=PageLogEntry, dispatch_uid="audit_mirror_pages")
@receiver(post_save, sender=PracticeLogEntry, dispatch_uid="audit_mirror_others")
def mirror(sender, instance, created, raw=False, **kwargs):
    """Action, thing and Wagtail's own sentence about it; not the data, which can hold what somebody wrote."""
    if raw or not created:
        return
    note = _sentence_about(instance)
    record(
        instance.action,
        by=instance.user,
        practice=_practice_of(instance),
        kind=str(instance.object_verbose_name),
        number=str(instance.object_id),
        title=instance.label,
        note="" if note == instance.action else note,
    )


def _sentence_about(entry) -> str:
    """Wagtail's words are made for entries that were read from the database, where moments have become texts."""
    read = copy(entry)
    read.data = json.loads(json.dumps(entry.data, cls=DjangoJSONEncoder))
    return str(read.message)


def _practice_of(entry):
    """Pages know theirs, other entries carry it."""
    if current_scope().kind is Kind.PRACTICE:
        return current_scope().practice
    owner = entry.page if isinstance(entry, PageLogEntry) else entry
    return owner.practice
