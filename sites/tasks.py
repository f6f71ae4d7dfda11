"""Background tasks in one process, run the way a worker runs them: in no practice's scope but their own."""

from django.tasks.backends.immediate import ImmediateBackend

from .scoping import across_practices


class InlineBackend(ImmediateBackend):
    """Runs each task at once, in the scope that ``manage.py db_worker`` gives it.

    Wagtail's tasks (search index, reference index) look a row up by its key, often after the request's or the
    command's scope has ended with its transaction. Our own tasks open the practice they were queued for.
    """

    def _execute_task(self, task_result):
        with across_practices():
            super()._execute_task(task_result)
