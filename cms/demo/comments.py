"""The demonstration's comments: what readers wrote, what the practice answered, and what still waits for it."""

import datetime
import secrets

from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.comments import answering, deciding
from cms.comments.carrying import carry
from cms.comments.models import CommentSettings, ReaderComment
from cms.comments.receiving import judge

from .installation import read_yaml

State = ReaderComment.State
AN_HOUR = datetime.timedelta(hours=1)


def load_comments(loader):
    """Choose what ``comments.yaml`` says and put its comments in, as they would have come; nobody is written to.

    Raises ValueError where a comment would not have been held, or not taken for spam, as the file says.
    """
    path = loader.folder / "comments.yaml"
    if not path.exists():
        return
    data = read_yaml(path)
    chosen = CommentSettings(**data["settings"])
    chosen.full_clean(exclude=["practice"])
    chosen.save()
    carry(chosen=chosen)
    moderator = loader.users[data["moderator"]]
    for entry in data["comments"]:
        article = ArticlePage.objects.get(pk=loader.pages["article", entry["article"]].pk)
        first = _comment(article, entry, moderator)
        for answer in entry.get("answers", []):
            _answer(first, answer, moderator)


def _answer(first: ReaderComment, entry: dict, moderator):
    """Another reader's, or the practice's: one of the texts that it is offered to begin with, by its title."""
    if "template" not in entry:
        _comment(first.article, entry, moderator, parent=first)
        return
    [text] = [one["text"] for one in answering.templates() if one["title"] == entry["template"]]
    made = answering.answer(first, text.strip(), by=moderator)
    _date(made, _moment(first.article, entry))


def _comment(article: ArticlePage, entry: dict, moderator, parent=None) -> ReaderComment:
    comment = ReaderComment(
        article=article, parent=parent, token=secrets.token_hex(32), name=entry["name"], text=entry["text"].strip()
    )
    judge(comment, article.practice.language)
    comment.alarm_due_at = None  # nobody is in danger
    wanted = entry.get("state", State.APPROVED)
    if comment.state != (State.SPAM if wanted == State.SPAM else State.HELD):
        raise ValueError(f"What {entry['name']} wrote below {article.slug} would be {comment.state}")
    comment.save()
    if wanted == State.APPROVED:
        comment = deciding.decide(comment, "approve", by=moderator, seen=State.HELD)
    _date(comment, _moment(article, entry))
    return comment


def _moment(article: ArticlePage, entry: dict) -> datetime.datetime:
    """So many hours after the article was published, or before now; never later than now."""
    now = timezone.now()
    if "hours_ago" in entry:
        return max(article.published_at, now - entry["hours_ago"] * AN_HOUR)
    return min(now, article.published_at + entry["hours_after"] * AN_HOUR)


def _date(comment: ReaderComment, moment: datetime.datetime):
    """Have it come then, and be decided on some hours later where it was."""
    later = min(timezone.now(), moment + 5 * AN_HOUR) if comment.decided_at and not comment.is_by_practice else moment
    decided = {"decided_at": later, "shown_at": later} if comment.decided_at else {}
    ReaderComment.objects.filter(pk=comment.pk).update(created_at=moment, **decided)
