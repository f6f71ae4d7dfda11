"""What people decided about findings that ask."""

from django.conf import settings
from django.db import models

from sites.models import PracticeOwned
from sites.roles import Ability

LONGEST_REASON = 500


class CheckDecision(PracticeOwned):
    """Somebody looked at a finding and leaves the text as it is, for a reason. It holds as long as the text stands."""

    # Whoever may change the article decides: asked about the article itself, see screens.py. Editors see the rows.
    needs = {"view": Ability.READ, "add": Ability.EDIT, "change": Ability.EDIT, "delete": Ability.EDIT}

    article = models.ForeignKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="check_decisions")
    rule = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=32)
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "decision about a finding"
        verbose_name_plural = "decisions about findings"
        constraints = [models.UniqueConstraint(fields=["article", "fingerprint"], name="one_decision_per_finding")]

    def __str__(self):
        return f"{self.rule}: {self.reason}"[:120]
