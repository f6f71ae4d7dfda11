"""Hooks only register: the screens of booking requests and their menu entry."""

from django.urls import path, reverse
from wagtail import hooks

from sites import rules
from sites.menu_items import MOST_COUNTED, CountedMenuItem
from sites.scoping import remember

from . import screens
from .models import BookingRequest


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("booking-requests/", screens.RequestsView.as_view(), name="booking_requests"),
        path("booking-requests/<int:pk>/", screens.RequestView.as_view(), name="booking_request"),
        path("booking-requests/<int:pk>/move/", screens.MoveView.as_view(), name="booking_request_move"),
        path("booking-requests/person/", screens.PersonView.as_view(), name="booking_requests_person"),
        path("booking-requests/person/export/", screens.ExportView.as_view(), name="booking_requests_export"),
        path("booking-requests/person/erase/", screens.EraseView.as_view(), name="booking_requests_erase"),
        path("booking-requests/settings/", screens.SettingsView.as_view(), name="booking_requests_settings"),
    ]


def new_ones() -> int:
    """How many requests wait for an answer; counted no further than is shown."""
    waiting = BookingRequest.objects.filter(state=BookingRequest.State.NEW).order_by()[: MOST_COUNTED + 1]
    return remember("new_booking_requests", waiting.count)


class RequestsMenuItem(CountedMenuItem):
    """Shown to whoever may read requests, with the number of new ones."""

    def is_shown(self, request):
        return rules.may_answer(request.user)

    def number_for(self, request) -> int:
        return new_ones()


@hooks.register("register_admin_menu_item")
def requests():
    # Not named "booking-…": Wagtail would take it for a part of "Booking" and mark both.
    return RequestsMenuItem(
        "Booking requests", reverse("booking_requests"), name="requests", icon_name="mail", order=265
    )
