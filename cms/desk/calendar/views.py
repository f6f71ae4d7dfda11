"""The calendar on the screen: a month as a table or as a list, over all of a person's practices."""

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from sites.models.practice import installation_address

from ..views import OfOnesDesk
from .asked import Asked
from .days import days_of
from .entries import KINDS, MOST_OF_A_KIND, entries_between
from .months import first_weekday, today_of

A_WEEK = 7


@method_decorator(require_safe, name="dispatch")
class CalendarView(OfOnesDesk, TemplateView):
    """``/admin/desk/calendar/``: one query for each kind, however many practices and articles there are."""

    template_name = "wagtailadmin/desk/calendar/calendar.html"
    page_title = "Calendar"
    header_icon = "calendar"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": "Calendar"}]

    def get_context_data(self, **kwargs):
        today = today_of(self.places)
        asked = Asked.of(self.request.GET, self.places, today)
        weeks = asked.month.weeks(first_weekday(self.places))
        days, cut = self._days(asked, weeks, today)
        return super().get_context_data(
            asked=asked,
            weeks=[days[start : start + A_WEEK] for start in range(0, len(days), A_WEEK)],
            days=[day for day in days if day.is_of_month and day.entries],
            feed_address=installation_address(reverse("desk_calendar_feed")),
            this_month=asked.at(today).query,
            kinds=KINDS.values(),
            cut=cut,
            most=MOST_OF_A_KIND,
            **kwargs,
        )

    def _days(self, asked, weeks, today):
        places = asked.narrowed(self.places)
        with places.in_sight():
            entries = entries_between(places, weeks[0][0], weeks[-1][-1], asked.kinds)
        return days_of(asked, [day for week in weeks for day in week], entries.found, today), entries.cut
