"""Addresses of the calendar. They stand before the desk's own, whose heaps have names of the same shape."""

from django.urls import path

from . import feed_views, views

urlpatterns = [
    path("admin/desk/calendar/", views.CalendarView.as_view(), name="desk_calendar"),
    path("admin/desk/calendar/feed/", feed_views.FeedView.as_view(), name="desk_calendar_feed"),
    path("calendar/<str:secret>.ics", feed_views.calendar_feed, name="calendar_feed"),
]
