"""The story of a page on a screen, and those of all articles of a practice as a file."""

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.generic import View

from sites import rules
from sites.audit.clock import in_zone, zone_here
from sites.scoping import current_practice

from . import exporting
from .screens import OfPage
from .story import entries_of, page_of_events
from .who import People


class StoryView(OfPage):
    """Newest first, fifty at a time; ``before`` is the position to go on from."""

    template_name = "wagtailadmin/changes/story.html"
    page_title = "Story"
    header_icon = "history"

    def get_context_data(self, **kwargs):
        position = self.request.GET.get("before", "")
        found, older = page_of_events(entries_of(self.page), position, People())
        may_export = rules.may_read_stories(self.request.user)
        return super().get_context_data(
            page=self.page, events=found, older=older, began=bool(position), may_export=may_export, **kwargs
        )


class StoriesFileView(View):
    """Everything that was done to all articles of the practice in scope. The download is logged as every one is."""

    def get(self, request):
        if not rules.may_read_stories(request.user):
            raise PermissionDenied
        with timezone.override(zone_here()):
            zone, today = timezone.get_current_timezone(), timezone.localdate()
        lines = in_zone(zone, exporting.lines(exporting.entries_of_articles(current_practice())))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"stories-of-articles-{current_practice().slug}-{today}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
