"""The operators' screen: what comes round by itself, backups, and which background tasks failed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import rules
from ..audit.recording import record
from . import showing
from .backups import backups
from .reaping import try_again


class ForOperators:
    """At the installation's own host, for operators."""

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_keep_running(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class KeepingView(ForOperators, WagtailAdminTemplateMixin, TemplateView):
    """Each thing that comes round with its last run and its next, the last backup, and failed tasks by kind."""

    template_name = "wagtailadmin/keeping/keeping.html"
    page_title = "Work that comes round"
    header_icon = "rotate"
    # What the loop does besides what is registered; the loop lies above this storey, so it says so here.
    rounds: dict[str, str] = {}

    def get_breadcrumbs_items(self):
        return [{"url": reverse("keeping"), "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            works=showing.coming_round(self.rounds),
            failed=showing.failed_tasks(),
            waiting=showing.waiting_tasks(),
            backups=backups(),
            **kwargs,
        )


class TryAgainView(ForOperators, View):
    """Puts failed tasks of one kind back to wait for a worker."""

    http_method_names = ["post"]

    def post(self, request):
        task_path, exception = (request.POST.get(name, "")[:500] for name in ("task", "exception"))
        number = try_again(task_path, exception)
        if number:
            record("task.again", title=f"{task_path.rpartition('.')[2]}: {number}")
            is_one = number == 1
            messages.success(request, f"{number} task{'' if is_one else 's'} {'waits' if is_one else 'wait'} again.")
        else:
            messages.warning(request, "None of these tasks is on the list any more.")
        return redirect("keeping")
