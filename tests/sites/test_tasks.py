"""Wagtail's index tasks whose row was deleted before their turn came are done; what else fails has failed."""

import pytest
from django.tasks import TaskResultStatus, task
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from cms.faq.models import FaqEntry
from sites.models import Practice
from sites.scoping import across_practices
from sites.tasks import RowTask

GONE = str(2**31 - 1)


@task()
def reads_a_practice(app_label, model_name, pk):
    """Not one of Wagtail's: what it does not find is somebody's mistake."""
    Practice.objects.get(pk=pk)


@pytest.mark.django_db
@pytest.mark.parametrize("work", [insert_or_update_object_task, update_reference_index_task])
def test_an_index_task_of_a_deleted_row_is_done(at_alder, work):
    entry = FaqEntry.objects.create(question="Does it help?", answer="<p>Often.</p>")
    key = str(entry.pk)
    there = work.enqueue("faq", "faqentry", key)
    assert (there.status, there.errors) == (TaskResultStatus.SUCCESSFUL, [])
    entry.delete()
    gone = work.enqueue("faq", "faqentry", key)
    assert (gone.status, gone.errors) == (TaskResultStatus.SUCCESSFUL, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("work", "model"),
    [(reads_a_practice, "practice"), (insert_or_update_object_task, "no_such_model")],
)
def test_what_fails_for_another_reason_has_failed(work, model):
    assert work.enqueue("practices", model, GONE).status is TaskResultStatus.FAILED


@pytest.mark.django_db
def test_it_is_so_in_the_queue_too(settings):
    settings.TASKS = {"default": {"BACKEND": "sites.tasks.QueueBackend"}}
    queued = insert_or_update_object_task.enqueue("faq", "faqentry", GONE).db_result
    assert isinstance(queued.task, RowTask)
    with across_practices():
        assert queued.task.call(*queued.args_kwargs["args"]) is None
