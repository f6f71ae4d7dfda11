"""Leaving a text as it is, with a reason; and taking that back."""

from django.db import transaction

from sites.audit.recording import record

from .findings import Finding
from .models import CheckDecision

MOST_DECISIONS = 500  # of one article, newest first; texts change, and old decisions stand on words that are gone


def decisions_about(article) -> dict[str, CheckDecision]:
    """An article's decisions by the fingerprint of what they are about; one query."""
    if article.pk is None:
        return {}
    rows = CheckDecision.objects.filter(article=article.pk).select_related("by").order_by("-decided_at")
    return {row.fingerprint: row for row in rows[:MOST_DECISIONS]}


@transaction.atomic
def decide(article, finding: Finding, reason: str, *, by) -> CheckDecision:
    """Leave the text as it is. Deciding again replaces the reason."""
    decision, _ = CheckDecision.objects.update_or_create(
        article_id=article.pk,
        fingerprint=finding.fingerprint,
        defaults={"rule": finding.rule, "reason": reason, "by": by},
    )
    record("article.decided", by=by, subject=article, rule=finding.rule, reason=reason)
    return decision


@transaction.atomic
def decide_again(article, fingerprint: str, *, by) -> bool:
    """Take a decision back, so that its finding asks again; False where there is none."""
    gone = CheckDecision.objects.filter(article=article.pk, fingerprint=fingerprint).first()
    if gone is None:
        return False
    record("article.undecided", by=by, subject=article, rule=gone.rule)
    gone.delete()
    return True
