"""Taking out of a comment what tells who somebody is, and nothing else: no words are put into a reader's mouth."""

import difflib
import hashlib
import re

from django.db import transaction
from django.utils import timezone

from sites.audit.recording import record

from . import flags, spam
from .deciding import DecidedMeanwhile, judged_text
from .models import ReaderComment
from .showing import show_changed

WORD = re.compile(r"\w+")
# What stands in the place of something taken out: "[…]", "[a town]".
INSTEAD = re.compile(r"\[[^\[\]\n]{0,40}\]")
State = ReaderComment.State


def only_removes(before: str, after: str) -> bool:
    """Whether every word of the new text stood in the old one, in that order, but for what is in square brackets."""
    old = iter(WORD.findall(before))
    return all(word in old for word in WORD.findall(INSTEAD.sub(" ", after)))


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The new text against the old one: pieces that are ``same``, ``gone`` or ``new``."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [(name, "".join(part)) for name, part in (("gone", old[a:b]), ("new", new[c:d])) if part]
    return pieces


def mark(name: str, text: str) -> str:
    """What words that somebody saw are known by, without sending them to and fro."""
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()


def mark_of(comment: ReaderComment) -> str:
    """The mark of a comment as it stands."""
    return mark(comment.name, comment.text)


@transaction.atomic
def shorten(comment: ReaderComment, name: str, text: str, *, by, seen: str, language: str = "en"):
    """Put a name and a text without identifying detail in the place of those seen. The former words are kept nowhere.

    Raises DecidedMeanwhile where somebody else has changed it, or it was erased.
    """
    rows = ReaderComment.objects.filter(pk=comment.pk).exclude(state=State.ERASED)
    current = rows.select_for_update().first()
    if current is None or mark_of(current) != seen:
        raise DecidedMeanwhile("This comment was changed or erased meanwhile. Look at it again; nothing was saved.")
    before = judged_text(current)
    now = timezone.now()
    rows.update(name=name, text=text, flags=flags.keys(text, language), edited_at=now, edited_by=by)
    if current.taught:
        spam.learn([(before, current.taught, -1), (f"{name}\n{text}", current.taught, +1)])
    show_changed(current.practice_id, [current.article_id])
    record("comment.shortened", by=by, subject=current)
