"""Which steps an article of a practice takes: the editors' approval, and after it, where wanted, clinical review."""

from django.db import transaction
from wagtail.models import WorkflowTask

from sites.scoping import current_practice, remember

from .models import ClinicalReviewTask


def has_clinical_review() -> bool:
    """Whether articles of the practice in scope are reviewed clinically before they are live."""
    return remember("has_clinical_review", _clinical_step().exists)


@transaction.atomic
def choose_clinical_review(wanted: bool):
    """Take the step in, or leave it out. Articles that wait in it already stay there until they are decided on."""
    if wanted == _clinical_step().exists():
        return
    if wanted:
        task = ClinicalReviewTask.the_one()
        WorkflowTask.objects.create(workflow=current_practice().workflow, task=task, sort_order=1)
    else:
        _clinical_step().delete()


def _clinical_step():
    tasks = ClinicalReviewTask.objects.values("pk")
    return WorkflowTask.objects.filter(workflow=current_practice().workflow_id, task__in=tasks)
