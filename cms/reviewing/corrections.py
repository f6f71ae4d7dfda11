"""The fast lane: an editor's typing correction of a live article, without the other steps, marked as what it is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from cms.articles.gates import CannotGoOn
from cms.articles.models import ArticlePage
from cms.changes.corrections import is_typing_correction
from sites import rules

NOT_LIVE = "Only an article that readers see can be corrected this way. Submit this one, or publish it."
IN_THE_WAY = "This article waits for a decision. Correct it as a part of that, or take it out of the steps first."
NOTHING = "Nothing differs from what readers see, so there is nothing to correct."


def may_correct(user, page) -> bool:
    """Who may publish in the practice corrects what is live, their own articles too."""
    return page.live and page.specific_class is ArticlePage and rules.may_publish(user, page)


@transaction.atomic
def correct(article: ArticlePage, *, by):
    """Put the newest version live as a typing correction.

    Raises ValidationError, with a sentence, when it is more than that, and CannotGoOn when something stands in the
    way. The draft stays as it is then.
    """
    live = ArticlePage.objects.get(pk=article.pk)
    if not live.live:
        raise ValidationError(NOT_LIVE)
    if live.workflow_in_progress:
        raise ValidationError(IN_THE_WAY)
    revision = live.get_latest_revision()
    if revision is None or revision.pk == live.live_revision_id:
        raise ValidationError(NOTHING)
    if too_much := is_typing_correction(live, revision.as_object()):
        raise ValidationError(too_much)
    revision.publish(user=by, log_action=False, skip_permission_checks=True)
    log(instance=live, action="anteroom.correction", user=by, revision=revision, content_changed=True)


def why_not(error: ValidationError | CannotGoOn) -> list[str]:
    """The sentences of a correction that was refused, each with what to do about the draft that is kept."""
    return [f"{sentence} The change is kept as a draft." for sentence in error.messages]
