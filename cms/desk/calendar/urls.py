"""Addresses of the calendar. They stand before the desk's own, whose heaps have names of the same shape."""

from django.urls import path

from . import views

urlpatterns = [
    path("admin/desk/calendar/", views.CalendarView.as_view(), name="desk_calendar"),
]
