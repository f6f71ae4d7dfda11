"""A comment comes in: stored once, held, flagged, in one transaction; letters follow on commit."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from sites.models.owned import claim_for_scope

from . import flags, letters, spam
from .deciding import judged_text
from .models import ReaderComment

State = ReaderComment.State


def is_here(token: str) -> bool:
    """Whether the comment of this token is stored at the practice in scope."""
    return ReaderComment.objects.filter(token=token).exists()


def thread_of(article, public_id: str) -> ReaderComment | None:
    """The first comment of the thread that an answer to this one belongs to; None where it can not be answered."""
    found = ReaderComment.objects.filter(article=article.pk, public_id=public_id, state=State.APPROVED)
    answered = found.select_related("parent").first()
    if answered is None:
        return None
    return answered.parent or answered


def receive(article, token: str, content: dict, *, language: str = "en") -> ReaderComment:
    """Store a comment, held or on the heap of probable spam. The same token a second time gives the first one."""
    comment = ReaderComment(article=article, token=token, name=content["name"], text=content["text"])
    claim_for_scope(comment)
    comment.parent = thread_of(article, content["parent"]) if content.get("parent") else None
    if content.get("email"):
        comment.put({"contact": content["email"]}, content["email"])
    judge(comment, language)
    try:
        with transaction.atomic():
            comment.save()
            letters.prepare(comment)
    except IntegrityError:
        earlier = ReaderComment.objects.filter(token=token).first()
        if earlier is None:
            raise
        return earlier
    return comment


def judge(comment: ReaderComment, language: str):
    """Its flags, and whether it waits for a person or lies on the heap. What may be a crisis always waits."""
    raised = {one.key: one.words for one in flags.raised(comment.text, language)}
    counts = spam.counts_here()
    comment.flags = list(raised)
    judged = judged_text(comment)
    comment.spam_score = spam.score(judged, counts)
    comment.is_urgent = "crisis" in raised
    if comment.is_urgent:
        comment.alarm_due_at = timezone.now()
    elif spam.is_probably_spam(judged, raised.get("spam", []), counts):
        comment.state = State.SPAM
