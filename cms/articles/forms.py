"""The form that an article is edited in."""

from django.core.exceptions import ValidationError
from wagtail.models import TaskState

from sites import rules
from sites.own_references import OwnReferencesPageForm

from . import gates
from .gates import Obstacle, Step

# Buttons of the editor that take an article further, and which step that is. The order in which Wagtail asks.
GOING_ON = {
    "action-publish": Step.PUBLISH,
    "action-submit": Step.SUBMIT,
    "action-restart-workflow": Step.SUBMIT,
    "action-workflow-action": Step.PUBLISH,
}
SECOND_PERSON = "Somebody else reads an article of yours before it goes live. Save it as a draft, then submit it."
NOT_WAITING = "This article is not waiting for you any more. Your words are still below; open the article again first."
NEWER = (
    "Somebody saved a newer version of this article after you opened it. Your words are still below: open the article "
    "in another tab, and take over what you need before you decide."
)


class ArticleForm(OwnReferencesPageForm):
    """Names each author once, in the place where they were named first; and asks the gates before it is sent on.

    Two open tabs may send somebody who is there already as a new row. It is the same person, so nothing of what was
    typed is lost. The same person twice in one tab gets a sentence before it comes to this.
    """

    def save(self, commit=True):
        article = super().save(commit=False)
        once = {}
        for author in article.authors.all():
            once.setdefault(author.profile_id, author)
        article.authors = list(once.values())
        if commit:
            article.save()
            self.save_m2m()
        return article

    def is_valid(self):
        """Valid as typed, and when it is to go on, let through by every gate."""
        if not super().is_valid():
            return False
        step = next((step for button, step in GOING_ON.items() if button in self.data), None)
        if step is not None and not self.errors and self._is_decided():
            self._say(self._obstacles(step))
        return not self.errors

    def _is_decided(self) -> bool:
        """Sending back is not going on: nothing has to hold for that."""
        return self.data.get("workflow-action-name") != "reject"

    def _obstacles(self, step: Step) -> list[Obstacle]:
        if sentence := self._out_of_turn():
            return [Obstacle(sentence)]
        return gates.obstacles(super().save(commit=False), step, self.for_user)

    def _out_of_turn(self) -> str:
        """Why this person cannot take this step with this version now, in a sentence; nothing when they can."""
        article = self.instance
        if article.pk is None:
            alone = rules.may_publish_own(self.for_user) or not rules.may_publish_here(self.for_user)
            return "" if alone or "action-publish" not in self.data else SECOND_PERSON
        if "action-workflow-action" not in self.data:
            return ""
        if "approve" not in [name for name, *_ in _actions_on(article, self.for_user)]:
            return f"{_what_was_decided(article)} {NOT_WAITING}".strip()
        return NEWER if self._is_out_of_date() else ""

    def _is_out_of_date(self) -> bool:
        """Whether the newest version is neither the one that was opened nor one that this window kept by itself."""
        newest = self.instance.latest_revision
        if newest is None:
            return False
        if kept := self.data.get("overwrite_revision_id"):
            return kept != str(newest.pk)
        opened = self.data.get("loaded_revision_id") or str(newest.pk)
        moment = newest.created_at.isoformat()
        return opened != str(newest.pk) or self.data.get("loaded_revision_created_at", moment) != moment

    def _say(self, found: list[Obstacle]):
        if found:
            self.add_error(None, ValidationError([obstacle.sentence for obstacle in found]))


def _actions_on(article, person) -> list:
    task = article.current_workflow_task
    return task.get_actions(article, person) if task else []


def _what_was_decided(article) -> str:
    """The last decision on the article in a sentence; nothing where there was none."""
    states = TaskState.objects.for_instance(article).exclude(status=TaskState.STATUS_IN_PROGRESS)
    last = states.select_related("finished_by").order_by("-finished_at").first()
    words = {TaskState.STATUS_APPROVED: "approved it", TaskState.STATUS_REJECTED: "sent it back"}
    if last is None or last.status not in words:
        return ""
    return f"{last.finished_by or 'Somebody'} {words[last.status]} in the meantime."
