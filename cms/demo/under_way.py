"""The demonstration's changed articles that wait: with the editors, in clinical review, sent back, or for their day."""

import datetime

from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from cms.articles.gates import Step, let_through
from cms.articles.models import ArticlePage
from cms.reviewing.letters import without_letters

from .installation import read_yaml

A_DAY = datetime.timedelta(days=1)
# What the editors did with it, by the file's word for where it is.
DECISIONS = {"waits": None, "in_review": "approve", "sent_back": "reject", "scheduled": "approve"}


def load_under_way(loader):
    """Put the versions of ``under-way.yaml`` on their way, each by its author, and nobody is written to.

    Raises CannotGoOn for a version that the article check would stop, and ValueError for words that are not there.
    """
    path = loader.folder / "under-way.yaml"
    with without_letters():
        for entry in read_yaml(path) if path.exists() else []:
            _put_on_its_way(entry, loader)


def _put_on_its_way(entry: dict, loader):
    article = ArticlePage.objects.get(pk=loader.pages["article", entry["article"]].pk)
    author, then = loader.users[entry["by"]], timezone.now() - entry["days_ago"] * A_DAY
    for name, value in entry.get("fields", {}).items():
        setattr(article, name, value.strip())
    article.body = _changed(article, entry.get("changes", []), loader)
    if entry["state"] == "scheduled":
        article.go_live_at = _live_at(timezone.now() + entry["live_in_days"] * A_DAY)
    article.full_clean()
    revision = article.save_revision(user=author)
    let_through(revision.as_object(), Step.SUBMIT, by=author)
    state = loader.practice.workflow.start(article, author)
    decider = _decide(state, article, entry, loader)
    _date(article, revision, state, then, author, decider)


def _live_at(moment: datetime.datetime) -> datetime.datetime:
    """Seven in the morning of that day, where the practice is."""
    return timezone.localtime(moment).replace(hour=7, minute=0, second=0, microsecond=0)


def _changed(article: ArticlePage, changes: list[dict], loader) -> list[dict]:
    """The body with each change at the one block that holds the words ``at``: ``becomes``, or followed by ``then``."""
    blocks, words = list(article.body.raw_data), loader.articles[article.slug]["body"]
    ids = [block["id"] for block in blocks]  # one for each block of the file
    for change in changes:
        found = [number for number, block in enumerate(words) if change["at"] in " ".join(str(block).split())]
        if len(found) != 1:
            raise ValueError(f"“{change['at']}” stands in {len(found)} blocks of {article.slug}")
        place = next(n for n, block in enumerate(blocks) if block["id"] == ids[found[0]])
        blocks[place : place + 1] = _put_in(blocks[place], change, loader)
    return blocks


def _put_in(block: dict, change: dict, loader) -> list[dict]:
    if "becomes" in change:
        [new] = loader.stream([change["becomes"]])
        block = {**new, "id": block["id"]}
    return [block, *loader.stream(change.get("then"))]


def _decide(state: WorkflowState, article: ArticlePage, entry: dict, loader):
    """Have the practice's editor decide, where the file says so; who it was, or None."""
    action = DECISIONS[entry["state"]]
    if action is None:
        return None
    decider, task_state = loader.users[entry["decided_by"]], state.current_task_state
    task = task_state.task.specific
    if not task.may_decide(decider, article):
        raise ValueError(f"{entry['decided_by']} can not decide about {article.slug}")
    task.on_action(task_state, decider, action, comment=(entry.get("comment") or "").strip())
    return decider


def _date(article, revision, state, then, author, decider):
    """Have it happen some days ago: begun by its author, and decided one day later."""
    Revision.objects.filter(pk=revision.pk).update(created_at=then)
    ArticlePage.objects.filter(pk=article.pk).update(latest_revision_created_at=then)
    WorkflowState.objects.filter(pk=state.pk).update(created_at=then)
    for number, step in enumerate(TaskState.objects.filter(workflow_state=state).order_by("pk")):
        ended = then + (number + 1) * A_DAY if step.finished_at else None
        TaskState.objects.filter(pk=step.pk).update(started_at=then + number * A_DAY, finished_at=ended)
    entries = PageLogEntry.objects.filter(page=article.pk)
    entries.filter(user=author).exclude(action="anteroom.review").update(timestamp=then)
    entries.filter(user=decider, action__startswith="wagtail.").exclude(user=None).update(timestamp=then + A_DAY)
