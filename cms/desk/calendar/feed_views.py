"""The page on which one makes the secret address of one's calendar, and the address itself."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import TemplateView

from sites.models.practice import installation_address
from sites.signin.tickets import digest

from ..models import CalendarFeed
from ..views import OfOnesDesk
from . import feeds
from .ics import calendar_file
from .months import today_of

# Several programs of one person, each as often as any of them asks; more is a program gone wrong.
MOST_FETCHES = {"calendar_feed": "120/h/key"}
RETRY_SECONDS = 3600
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'inline; filename="articles.ics"',
    "X-Robots-Tag": "noindex",
}


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class FeedView(OfOnesDesk, TemplateView):
    """``/admin/desk/calendar/feed/``, at the installation's host only: the address is over all practices."""

    template_name = "wagtailadmin/desk/calendar/feed.html"
    page_title = "Calendar address"
    header_icon = "calendar"
    secret = ""  # shown once, in the answer that made it

    def get_breadcrumbs_items(self):
        ways = [{"url": reverse("desk_calendar"), "label": "Calendar"}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *ways]

    def post(self, request, *args, **kwargs):
        if request.POST.get("step") == "remove":
            feeds.remove(by=request.user)
            messages.success(request, "The address is removed. It shows nothing any more.")
            return redirect("desk_calendar_feed")
        self.secret = feeds.renew(by=request.user)
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        path = reverse("calendar_feed", args=(self.secret,)) if self.secret else ""
        return super().get_context_data(
            feed=CalendarFeed.objects.filter(user=self.request.user).first(),
            address=installation_address(path) if path else "",
            left_out=feeds.places_shown(self.request.user).held_back,
            **kwargs,
        )


@sensitive_variables("secret")
@require_safe
def calendar_feed(request, secret):
    """``/calendar/<secret>.ics``: whoever has the address reads. What is void, wrong or removed is one and the same."""
    feed = feeds.feed_at(secret)
    if feed is None:
        raise Http404
    if not ratelimit.consume(
        request, app="desk", action="calendar_feed", config=MOST_FETCHES, key=digest(secret), limit_get=True
    ):
        return HttpResponse(status=429, headers={"Retry-After": str(RETRY_SECONDS)})
    feeds.note_used(feed)
    places = feeds.places_shown(feed.user)
    body = calendar_file(feeds.entries_shown(places, today_of(places)), timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=HEADERS)
