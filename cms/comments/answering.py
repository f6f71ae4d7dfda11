"""The practice answers below a comment. What a template offers confirms nothing of anybody."""

import secrets
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone

from sites import rules
from sites.audit.recording import record
from sites.models.owned import claim_for_scope
from sites.scoping import current_practice

from .models import MOST_OF_A_NAME, ReaderComment

TEMPLATES = Path(__file__).with_name("answers.yaml")
State = ReaderComment.State


class CannotBeAnswered(Exception):
    """Only what readers see can be answered."""


@cache
def templates() -> list[dict]:
    """Each with ``title`` and ``text``."""
    return yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))["answers"]


@transaction.atomic
def answer(comment: ReaderComment, text: str, *, by) -> ReaderComment:
    """Answer below a comment. A moderator's answer stands at once, anybody else's waits like every comment.

    Raises CannotBeAnswered where the comment is not shown to readers (any more).
    """
    shown = ReaderComment.objects.select_for_update().filter(pk=comment.pk, state=State.APPROVED).first()
    if shown is None:
        raise CannotBeAnswered
    now, stands = timezone.now(), rules.may_moderate(by)
    made = ReaderComment(
        article_id=shown.article_id,
        parent_id=shown.parent_id or shown.pk,
        token=secrets.token_hex(32),
        name=current_practice().name[:MOST_OF_A_NAME],
        text=text,
        is_by_practice=True,
        written_by=by,
        state=State.APPROVED if stands else State.HELD,
        shown_at=now if stands else None,
        decided_at=now if stands else None,
        decided_by=by if stands else None,
    )
    claim_for_scope(made)
    made.save()
    record("comment.answered", by=by, subject=made)
    return made
