"""Background tasks: in one process run as a worker runs them, and at their end when their row is gone."""

import logging

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.tasks.backends.immediate import ImmediateBackend
from django.tasks.base import Task
from django_tasks_db import DatabaseBackend

from .scoping import across_practices

logger = logging.getLogger(__name__)

# Wagtail's tasks that are given a row's application, model and key, and look it up without asking whether it is there.
OF_A_ROW = ("modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task")


class RowTask(Task):
    """A task; one of ``OF_A_ROW`` is done when its row was deleted before its turn came.

    Whoever deletes a row takes it out of both indexes in the same transaction, so there is nothing left to do, and
    nothing that an operator could mend.
    """

    def call(self, *args, **kwargs):
        try:
            return super().call(*args, **kwargs)
        except ObjectDoesNotExist as error:
            if self.module_path not in OF_A_ROW or type(error) is not apps.get_model(*args[:2]).DoesNotExist:
                raise
            logger.info("%s: the %s was deleted before", self.name, args[1])


class InlineBackend(ImmediateBackend):
    """Runs each task at once, in the scope that ``manage.py db_worker`` gives it.

    Wagtail's tasks (search index, reference index) look a row up by its key, often after the request's or the
    command's scope has ended with its transaction. Our own tasks open the practice they were queued for.
    """

    task_class = RowTask

    def _execute_task(self, task_result):
        with across_practices():
            super()._execute_task(task_result)


class QueueBackend(DatabaseBackend):
    """Keeps each task in the database until a worker takes it."""

    task_class = RowTask
