"""Booking requests: the built-in way to ask for a time, for practices that use no booking service."""

from django.apps import AppConfig


class BookingRequestsConfig(AppConfig):
    name = "cms.booking_requests"
    label = "booking_requests"
    verbose_name = "Booking requests"
    default_auto_field = "django.db.models.BigAutoField"
